package io.treeline.api.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call of the method is a run of an agent, and a span: {@code invoke_agent}. Arguments are its
 * input, by parameter name; what the method returns is its output; an exception is recorded. When
 * the method returns a {@code CompletionStage}, the span lasts until that completes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TracedAgent {

  /** Name of the agent; the method's name when empty. */
  String value() default "";
}
