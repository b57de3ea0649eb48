package io.treeline.api.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call of the method is a tool call, and a span: {@code execute_tool}. Arguments are the tool's
 * arguments, by parameter name where the class was compiled with {@code -parameters}, else {@code
 * arg0} and so on; what the method returns is the result; an exception is recorded. When the method
 * returns a {@code CompletionStage}, the span lasts until that completes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TracedTool {

  /** Name of the tool; the method's name when empty. */
  String value() default "";
}
