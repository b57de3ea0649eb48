package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.common.DashScopeResult;
import com.alibaba.dashscope.exception.ApiException;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.CommonAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a model's, from one result or from the events of a stream, each of which counts all
 * tokens so far. Guarded by {@code this}.
 */
final class Answer {

  private static final OptionalMethod USAGE = OptionalMethod.named("getUsage");

  private final boolean content = GenAiConfig.get().captureContent();
  private final Map<Long, Choice> choices = new TreeMap<>();
  private TokenUsage usage = TokenUsage.UNKNOWN;
  private @Nullable String requestId;
  private @Nullable Long httpStatus;

  /** Returns whether the result carries a part of the answer. */
  synchronized boolean add(DashScopeResult result) {
    requestId = result.getRequestId() == null ? requestId : result.getRequestId();
    Map<String, ?> counts = Json.read(USAGE.text(result));
    if (!counts.isEmpty()) {
      usage = Usages.read(counts);
    }
    Map<String, ?> output = Json.read(String.valueOf(result.getOutput()));
    boolean said = false;
    List<?> several = Json.array(output, "choices");
    for (Object one : several) {
      Map<String, ?> choice = Json.asObject(one);
      Long index = Json.integer(choice, "index");
      said |=
          choice(index == null ? several.indexOf(one) : index)
              .add(Json.object(choice, "message"), Json.string(choice, "finish_reason"));
    }
    if (Json.string(output, "text") != null) {
      said |= choice(0).add(output, Json.string(output, "finish_reason"));
    }
    return said;
  }

  /** The server refused the request, or broke off. */
  synchronized void failed(@Nullable ApiException failure) {
    if (failure != null && failure.getStatus() != null) {
      int status = failure.getStatus().getStatusCode();
      httpStatus = status >= 400 ? (Long) (long) status : null;
      requestId = requestId == null ? failure.getStatus().getRequestId() : requestId;
    }
  }

  synchronized ModelResponse.Builder response() {
    List<String> finishReasons = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    for (Choice choice : choices.values()) {
      if (choice.finishReason() != null) {
        finishReasons.add(choice.finishReason());
      }
      calls.addAll(choice.toolCalls(content));
      if (content) {
        messages.add(choice.message());
      }
    }
    return ModelResponse.builder()
        .id(requestId == null || requestId.isEmpty() ? null : requestId)
        .finishReasons(finishReasons)
        .usage(usage)
        .messages(messages)
        .toolCalls(calls)
        .set(CommonAttributes.HTTP_RESPONSE_STATUS_CODE, httpStatus);
  }

  private Choice choice(long index) {
    return choices.computeIfAbsent(index, unused -> new Choice());
  }
}
