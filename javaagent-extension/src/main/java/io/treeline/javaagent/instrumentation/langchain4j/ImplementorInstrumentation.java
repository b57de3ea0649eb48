package io.treeline.javaagent.instrumentation.langchain4j;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Whatever implements an interface of the library's, whoever wrote it. */
public abstract class ImplementorInstrumentation implements TypeInstrumentation {

  private final String implemented;

  /** Names the interface with its package. */
  protected ImplementorInstrumentation(String implemented) {
    this.implemented = implemented;
  }

  @Override
  public final ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed(implemented);
  }

  @Override
  public final ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named(implemented));
  }
}
