package io.treeline.javaagent;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.tooling.muzzle.Mismatch;
import io.opentelemetry.javaagent.tooling.muzzle.ReferenceMatcher;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a library alone that lacks what our advice uses, and says so in one line per class loader.
 *
 * <p>The agent makes the same check, but speaks of it only in debug mode: then a user sees no spans
 * and no reason.
 */
final class SupportedLibrary extends ElementMatcher.Junction.AbstractBase<ClassLoader> {

  private static final Logger logger = Logger.getLogger("io.treeline.javaagent");

  private final InstrumentationModule module;
  private final String library;
  private final String markerResource;
  private final String supportedVersions;
  private final Map<ClassLoader, Boolean> known = Collections.synchronizedMap(new WeakHashMap<>());

  SupportedLibrary(
      InstrumentationModule module, String library, String markerClass, String supportedVersions) {
    this.module = module;
    this.library = library;
    this.markerResource = markerClass.replace('.', '/') + ".class";
    this.supportedVersions = supportedVersions;
  }

  @Override
  public boolean matches(@Nullable ClassLoader loader) {
    if (loader == null) {
      return false;
    }
    // True while the check runs: it may load classes through this very loader.
    Boolean supported = known.putIfAbsent(loader, true);
    if (supported == null) {
      supported = check(loader);
      known.put(loader, supported);
    }
    return supported;
  }

  private boolean check(ClassLoader loader) {
    List<Mismatch> mismatches = ReferenceMatcher.of(module).getMismatchedReferenceSources(loader);
    String jar = location(loader);
    if (mismatches.isEmpty()) {
      AgentReport.get().instrumented(library, jar);
      return true;
    }
    String first = mismatches.get(0).toString().replaceAll("\\s+", " ");
    AgentReport.get().leftAlone(library, jar, mismatches.size() + " differences, first: " + first);
    logger.log(
        Level.WARNING,
        "Treeline leaves {0} alone: {1} looks different from what is supported ({2}); first of {3}"
            + " differences: {4}. Its calls will not appear as spans; nothing else is affected.",
        new Object[] {library, jar, supportedVersions, mismatches.size(), first});
    return false;
  }

  /** File name of the library's jar, which names its version. */
  private String location(ClassLoader loader) {
    URL url = loader.getResource(markerResource);
    if (url == null) {
      return "its class " + markerResource;
    }
    String text = url.toString();
    int end = text.indexOf("!/");
    String jar = end < 0 ? text : text.substring(0, end);
    return jar.substring(jar.lastIndexOf('/') + 1);
  }
}
