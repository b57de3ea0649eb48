package io.treeline.javaagent.instrumentation.treelineapi;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.lang.reflect.Method;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/** Surrounds methods with one of the annotations. */
final class TracedMethodInstrumentation implements TypeInstrumentation {

  private static final String ANNOTATIONS = "io.treeline.api.annotation.";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return declaresMethod(traced());
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        traced(), TracedMethodInstrumentation.class.getName() + "$TracedAdvice");
  }

  private static ElementMatcher.Junction<MethodDescription> traced() {
    return ElementMatchers.<MethodDescription>not(isAbstract())
        // The compiler copies annotations to bridge methods, which call the method itself.
        .and(not(isSynthetic()))
        .and(
            isAnnotatedWith(
                namedOneOf(
                    ANNOTATIONS + "TracedSession",
                    ANNOTATIONS + "TracedPath",
                    ANNOTATIONS + "TracedAgent",
                    ANNOTATIONS + "TracedTool")));
  }

  /** Begins and ends what the annotations ask for. */
  @SuppressWarnings("unused")
  public static final class TracedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Origin Method method, @Advice.AllArguments Object[] arguments) throws Exception {
      return TracedCall.begin(method, arguments);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
        @Advice.Thrown @Nullable Throwable thrown)
        throws Exception {
      if (call != null) {
        ((TracedCall) call).end(returned, thrown);
      }
    }

    private TracedAdvice() {}
  }
}
