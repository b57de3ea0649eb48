package io.treeline.javaagent.instrumentation.springai;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.function.Supplier;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Every observation that Spring AI makes, whatever registry it is made with. */
final class ObservationInstrumentation implements TypeInstrumentation {

  private final String advice;

  /**
   * For one module.
   *
   * @param advice name of the class that takes the observation, its documentation and the supplier
   *     of its context
   */
  ObservationInstrumentation(String advice) {
    this.advice = advice;
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.micrometer.observation.docs.ObservationDocumentation");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("observation")
            .and(takesArguments(4))
            .and(takesArgument(2, Supplier.class))
            .and(takesArgument(3, named("io.micrometer.observation.ObservationRegistry"))),
        advice);
  }
}
