package io.treeline.api.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call of the method is a session: what happens within belongs to it.
 *
 * <pre>{@code
 * @TracedSession("Customer Support")
 * Answer handle(@SessionId String ticket, @SessionUser String user, Question question) { ... }
 * }</pre>
 *
 * <p>Without a {@link SessionId} parameter, or when its argument is null, each call is a new
 * session. A call within a session opens another one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TracedSession {

  /** What kind of work the session is. */
  String value();
}
