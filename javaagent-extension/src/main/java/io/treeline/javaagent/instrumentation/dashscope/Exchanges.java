package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.aigc.generation.GenerationParamBase;
import com.alibaba.dashscope.aigc.multimodalconversation.MultiModalConversationParam;
import com.alibaba.dashscope.app.ApplicationParam;
import com.alibaba.dashscope.base.HalfDuplexParamBase;
import com.alibaba.dashscope.common.DashScopeResult;
import com.alibaba.dashscope.common.ResultCallback;
import com.alibaba.dashscope.embeddings.TextEmbeddingParam;
import com.alibaba.dashscope.protocol.ServiceOption;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.reactivex.Flowable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link HalfDuplexApiInstrumentation}'s advice does. */
public final class Exchanges {

  static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.dashscope", "dashscope");

  private Exchanges() {}

  /** The calling thread waits for the answer. */
  public static @Nullable Object begin(ServiceOption service, @Nullable HalfDuplexParamBase param) {
    return active(start(Context.current(), service, param, /* streaming= */ false));
  }

  public static void end(
      @Nullable Object entered, @Nullable DashScopeResult result, @Nullable Throwable thrown) {
    if (entered instanceof Active active) {
      active.scope.close();
      if (thrown != null) {
        active.exchange.failed(thrown);
        return;
      }
      if (result != null) {
        active.exchange.received(result);
      }
      active.exchange.completed();
    }
  }

  /**
   * The answer will come to a callback.
   *
   * @return what {@link #returned} needs, and the callback the SDK shall get
   */
  public static @Nullable Object[] beginLater(
      ServiceOption service,
      @Nullable HalfDuplexParamBase param,
      @Nullable ResultCallback<DashScopeResult> callback,
      boolean streaming) {
    Exchange exchange =
        callback == null ? null : start(Context.current(), service, param, streaming);
    return exchange == null || callback == null
        ? new @Nullable Object[] {null, callback}
        : new @Nullable Object[] {active(exchange), new WatchedCallback(exchange, callback)};
  }

  /** The request is on its way, or could not be sent. */
  public static void returned(@Nullable Object @Nullable [] entered, @Nullable Throwable thrown) {
    if (entered != null && entered[0] instanceof Active active) {
      active.scope.close();
      if (thrown != null) {
        active.exchange.failed(thrown);
      }
    }
  }

  /** Sends a request each time it is subscribed to, not before: so does the exchange begin. */
  public static @Nullable Flowable<DashScopeResult> watched(
      ServiceOption service,
      @Nullable HalfDuplexParamBase param,
      @Nullable Flowable<DashScopeResult> events) {
    if (events == null || !isKnown(param)) {
      return events;
    }
    Context caller = Context.current();
    return new WatchedEvents(events, () -> start(caller, service, param, /* streaming= */ true));
  }

  /** Takes the headers about the session out of those to be sent, where the user wants that. */
  public static void keepHome(@Nullable Map<String, String> headers) {
    if (headers != null && GenAiConfig.get().stripHeliconeHeaders()) {
      headers.keySet().removeIf(CallerSession::isSessionHeader);
    }
  }

  private static boolean isKnown(@Nullable HalfDuplexParamBase param) {
    return param instanceof GenerationParamBase
        || param instanceof MultiModalConversationParam
        || param instanceof TextEmbeddingParam
        || param instanceof ApplicationParam;
  }

  /** Null for what is no call of a language model: speech, images, video. */
  private static @Nullable Exchange start(
      Context parent,
      ServiceOption service,
      @Nullable HalfDuplexParamBase param,
      boolean streaming) {
    if (param == null || !isKnown(param)) {
      return null;
    }
    return param instanceof ApplicationParam application
        ? ApplicationExchange.start(parent, service, application, streaming)
        : ModelExchange.start(parent, service, param, streaming);
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by end and returned
  private static @Nullable Active active(@Nullable Exchange exchange) {
    return exchange == null ? null : new Active(exchange, exchange.context().makeCurrent());
  }

  private record Active(Exchange exchange, Scope scope) {}
}
