package io.treeline.javaagent;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.internal.ExperimentalInstrumentationModule;
import io.opentelemetry.javaagent.tooling.muzzle.references.ClassRef;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.Map;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Frame of one library's room. A room names its library, the class that shows the library is there,
 * and the versions it knows; the build adds the references that are checked against the library.
 *
 * <p>Helper and advice classes get a loader of their own beside the library's, so that nothing of
 * ours is visible to the application.
 */
public abstract class BaseInstrumentationModule extends InstrumentationModule
    implements ExperimentalInstrumentationModule {

  private final String library;
  private final String markerClass;
  private final String supportedVersions;

  /**
   * @param library short name, such as {@code openai}; the module is called {@code treeline-openai}
   *     and switched off by {@code treeline.instrumentation.openai.enabled=false}
   * @param markerClass full name of a class every supported version has
   * @param supportedVersions for the message when the library looks different, such as {@code
   *     openai-java 1.1 to 4.x}
   */
  protected BaseInstrumentationModule(
      String library, String markerClass, String supportedVersions) {
    super("treeline-" + library, "treeline");
    this.library = library;
    this.markerClass = markerClass;
    this.supportedVersions = supportedVersions;
  }

  @Override
  public final boolean defaultEnabled(ConfigProperties config) {
    String own = "treeline.instrumentation." + library + ".enabled";
    String all = "otel.instrumentation.treeline.enabled";
    boolean on = config.getBoolean(own, true);
    String switchedOffBy = config.getBoolean(all, true) ? null : all;
    AgentReport.get().known(library, supportedVersions, on ? switchedOffBy : own);
    return on;
  }

  final String library() {
    return library;
  }

  final String supportedVersions() {
    return supportedVersions;
  }

  @Override
  public final HelperClassStrategy helperClassStrategy() {
    return HelperClassStrategy.ISOLATED;
  }

  @Override
  public final boolean isHelperClass(String className) {
    // The API is the application's: what advice calls of it is checked like any library.
    return className.startsWith("io.treeline.") && !className.startsWith("io.treeline.api.");
  }

  @Override
  public final ElementMatcher.Junction<ClassLoader> classLoaderMatcher() {
    return hasClassesNamed(markerClass)
        .and(new SupportedLibrary(this, library, markerClass, supportedVersions));
  }

  /** Called by code that the build puts at the end of {@code getMuzzleReferences()}. */
  protected static Map<String, ClassRef> withoutShared(Map<String, ClassRef> references) {
    return MuzzleReferences.withoutShared(references);
  }
}
