package io.treeline.javaagent.instrumentation.dashscope;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.alibaba.dashscope.base.HalfDuplexParamBase;
import com.alibaba.dashscope.common.DashScopeResult;
import com.alibaba.dashscope.common.ResultCallback;
import com.alibaba.dashscope.protocol.ServiceOption;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.reactivex.Flowable;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Every request that is answered once or as a stream of events. */
final class HalfDuplexApiInstrumentation implements TypeInstrumentation {

  private static final String CALLBACK = "com.alibaba.dashscope.common.ResultCallback";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.alibaba.dashscope.api.SynchronizeHalfDuplexApi");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    ElementMatcher.Junction<MethodDescription> plain =
        takesArguments(1)
            .and(takesArgument(0, named("com.alibaba.dashscope.base.HalfDuplexParamBase")));
    ElementMatcher.Junction<MethodDescription> withCallback =
        takesArguments(2).and(takesArgument(1, named(CALLBACK)));
    String outer = getClass().getName();
    transformer.applyAdviceToMethod(named("call").and(plain), outer + "$CallAdvice");
    transformer.applyAdviceToMethod(named("streamCall").and(plain), outer + "$StreamAdvice");
    transformer.applyAdviceToMethod(named("call").and(withCallback), outer + "$CallbackAdvice");
    transformer.applyAdviceToMethod(
        named("streamCall").and(withCallback), outer + "$StreamCallbackAdvice");
  }

  @SuppressWarnings("unused")
  public static class CallAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.FieldValue("serviceOptions") ServiceOption service,
        @Advice.Argument(0) @Nullable HalfDuplexParamBase param) {
      return Exchanges.begin(service, param);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable DashScopeResult result,
        @Advice.Thrown @Nullable Throwable thrown) {
      Exchanges.end(entered, result, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class StreamAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Flowable<DashScopeResult> onExit(
        @Advice.FieldValue("serviceOptions") ServiceOption service,
        @Advice.Argument(0) @Nullable HalfDuplexParamBase param,
        @Advice.Return @Nullable Flowable<DashScopeResult> events) {
      return Exchanges.watched(service, param, events);
    }
  }

  @SuppressWarnings("unused")
  public static class CallbackAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 1, index = 1))
    public static @Nullable Object[] onEnter(
        @Advice.FieldValue("serviceOptions") ServiceOption service,
        @Advice.Argument(0) @Nullable HalfDuplexParamBase param,
        @Advice.Argument(1) @Nullable ResultCallback<DashScopeResult> callback) {
      return Exchanges.beginLater(service, param, callback, false);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object @Nullable [] entered,
        @Advice.Thrown @Nullable Throwable thrown) {
      Exchanges.returned(entered, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class StreamCallbackAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 1, index = 1))
    public static @Nullable Object[] onEnter(
        @Advice.FieldValue("serviceOptions") ServiceOption service,
        @Advice.Argument(0) @Nullable HalfDuplexParamBase param,
        @Advice.Argument(1) @Nullable ResultCallback<DashScopeResult> callback) {
      return Exchanges.beginLater(service, param, callback, true);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object @Nullable [] entered,
        @Advice.Thrown @Nullable Throwable thrown) {
      Exchanges.returned(entered, thrown);
    }
  }
}
