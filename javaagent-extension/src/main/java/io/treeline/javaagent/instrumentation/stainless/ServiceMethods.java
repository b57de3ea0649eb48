package io.treeline.javaagent.instrumentation.stainless;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The methods of the services that call a model. */
public final class ServiceMethods {

  static final String STREAMING = "createStreaming";

  /**
   * {@code create} and {@code createStreaming}; other overloads call these.
   *
   * @param root package of the library, such as {@code com.openai}
   * @param params types of the parameters
   */
  public static ElementMatcher.Junction<MethodDescription> calling(String root, String... params) {
    return namedOneOf("create", STREAMING)
        .and(isPublic())
        .and(takesArguments(2))
        .and(takesArgument(0, namedOneOf(params)))
        .and(takesArgument(1, named(root + ".core.RequestOptions")));
  }

  private ServiceMethods() {}
}
