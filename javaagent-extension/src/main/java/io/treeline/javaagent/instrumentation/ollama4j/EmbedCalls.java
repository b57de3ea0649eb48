package io.treeline.javaagent.instrumentation.ollama4j;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ClientInstrumentation}'s advice does around embeddings. */
public final class EmbedCalls {

  private static final OptionalMethod MODEL = OptionalMethod.named("getModel");
  private static final OptionalMethod INPUT = OptionalMethod.named("getInput");
  private static final OptionalMethod PROMPT = OptionalMethod.named("getPrompt");
  private static final OptionalMethod PROMPT_EVAL_COUNT =
      OptionalMethod.named("getPromptEvalCount");

  private EmbedCalls() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(@Nullable String host, @Nullable Object request) {
    if (request == null) {
      return null;
    }
    ModelRequest.Builder read =
        ModelRequest.builder(GenAiOperations.EMBEDDINGS)
            .model(MODEL.text(request))
            .endpoint(Endpoint.of(host));
    if (GenAiConfig.get().captureContent()) {
      read.messages(inputs(request));
    }
    ModelCall call = OllamaTelemetry.get().startModelCall(Context.current(), read.build());
    return new Active(call, call.makeCurrent());
  }

  /**
   * The client answered.
   *
   * @param result with counts, or the bare numbers that {@code generateEmbeddings} returns
   */
  public static void end(
      @Nullable Object entered, @Nullable Object result, @Nullable Throwable thrown) {
    if (!(entered instanceof Active active)) {
      return;
    }
    active.scope.close();
    if (thrown != null) {
      active.call.fail(thrown);
      return;
    }
    Long tokens = PROMPT_EVAL_COUNT.number(result);
    active.call.end(
        ModelResponse.builder()
            .model(MODEL.text(result))
            // The library answers 0 where Ollama said nothing.
            .usage(TokenUsage.of(tokens == null || tokens == 0 ? null : tokens, null))
            .build());
  }

  private static List<Message> inputs(Object request) {
    List<Message> messages = new ArrayList<>();
    if (INPUT.call(request) instanceof List<?> inputs) {
      inputs.forEach(input -> messages.add(user(String.valueOf(input))));
    }
    String prompt = PROMPT.text(request);
    if (prompt != null) {
      messages.add(user(prompt));
    }
    return messages;
  }

  private static Message user(String text) {
    return Message.of("user", List.of(Part.text(text)));
  }

  private record Active(ModelCall call, Scope scope) {}
}
