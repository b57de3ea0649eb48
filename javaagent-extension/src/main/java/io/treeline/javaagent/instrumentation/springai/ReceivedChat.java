package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** The answer to one request, whole or in the parts that have arrived. Thread-safe. */
final class ReceivedChat {

  private final @Nullable String provider;
  private final boolean content = GenAiConfig.get().captureContent();
  private final TextCollector text = new TextCollector();
  private final TextCollector reasoning = new TextCollector();
  private final List<Message> messages = new ArrayList<>();
  private final List<ToolCall> toolCalls = new ArrayList<>();
  private final List<String> finishReasons = new ArrayList<>();
  private @Nullable String id;
  private @Nullable String model;
  private TokenUsage usage = TokenUsage.UNKNOWN;

  ReceivedChat(@Nullable String provider) {
    this.provider = provider;
  }

  /**
   * A whole answer.
   *
   * @param counted whether its usage is this request's own
   */
  synchronized void whole(ChatResponse response, boolean counted) {
    readMetadata(response, counted);
    for (Generation generation : response.getResults()) {
      AssistantMessage output = generation.getOutput();
      String finishReason = addFinishReason(generation);
      addToolCalls(output);
      if (content) {
        messages.add(Message.output(Messages.assistantParts(output), finishReason));
      }
    }
  }

  /**
   * A part of a streamed answer.
   *
   * @param counted as for {@link #whole}
   * @return whether there is anything of the answer in it
   */
  synchronized boolean part(ChatResponse response, boolean counted) {
    readMetadata(response, counted);
    boolean any = false;
    for (Generation generation : response.getResults()) {
      AssistantMessage output = generation.getOutput();
      addFinishReason(generation);
      any |= addToolCalls(output);
      String piece = output.getText();
      if (piece != null && !piece.isEmpty()) {
        any = true;
        if (content) {
          (Messages.isThought(output) ? reasoning : text).append(piece);
        }
      }
    }
    return any;
  }

  /**
   * The tools the model chose, where they are not part of the stream that the application sees.
   *
   * @param counted as for {@link #whole}
   */
  synchronized void chosen(ChatResponse response, boolean counted) {
    readMetadata(response, counted);
    for (Generation generation : response.getResults()) {
      if (addToolCalls(generation.getOutput())) {
        addFinishReason(generation);
      }
    }
  }

  synchronized void usage(@Nullable Usage known) {
    TokenUsage read = TokenUsages.read(known, provider);
    if (!read.equals(TokenUsage.UNKNOWN)) {
      usage = read;
    }
  }

  synchronized ModelResponse response() {
    List<Message> all = messages;
    if (all.isEmpty() && content) {
      all = streamed();
    }
    return ModelResponse.builder()
        .id(id)
        .model(model)
        .finishReasons(finishReasons)
        .usage(usage)
        .messages(all)
        .toolCalls(toolCalls)
        .build();
  }

  private List<Message> streamed() {
    List<Part> parts = new ArrayList<>();
    if (!reasoning.isEmpty()) {
      parts.add(Part.reasoning(reasoning.text()));
    }
    if (!text.isEmpty()) {
      parts.add(Part.text(text.text()));
    }
    for (ToolCall call : toolCalls) {
      parts.add(Part.toolCall(call.id(), call.name(), call.arguments()));
    }
    if (parts.isEmpty()) {
      return List.of();
    }
    return List.of(Message.output(parts, finishReasons.isEmpty() ? null : finishReasons.get(0)));
  }

  private void readMetadata(ChatResponse response, boolean counted) {
    ChatResponseMetadata metadata = response.getMetadata();
    if (metadata == null) {
      return;
    }
    id = known(metadata.getId(), id);
    model = known(metadata.getModel(), model);
    if (counted) {
      usage(metadata.getUsage());
    }
  }

  private boolean addToolCalls(AssistantMessage output) {
    List<AssistantMessage.ToolCall> calls = output.getToolCalls();
    if (calls == null || calls.isEmpty()) {
      return false;
    }
    for (AssistantMessage.ToolCall call : calls) {
      toolCalls.add(new ToolCall(call.id(), call.name(), content ? call.arguments() : null));
    }
    return true;
  }

  private @Nullable String addFinishReason(Generation generation) {
    String reason =
        generation.getMetadata() == null ? null : generation.getMetadata().getFinishReason();
    if (reason == null || reason.isBlank()) {
      return null;
    }
    String read = finishReason(reason);
    if (!finishReasons.contains(read)) {
      finishReasons.add(read);
    }
    return read;
  }

  /** Spring AI gives names of Java constants where the provider says the same in lower case. */
  private String finishReason(String reason) {
    boolean upperCaseIsTheProviders = provider != null && provider.startsWith("gcp.");
    return upperCaseIsTheProviders ? reason : reason.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String known(@Nullable String given, @Nullable String otherwise) {
    return given == null || given.isEmpty() || given.equals("NO_ID") ? otherwise : given;
  }
}
