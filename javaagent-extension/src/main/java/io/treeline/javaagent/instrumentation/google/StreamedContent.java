package io.treeline.javaagent.instrumentation.google;

import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponse;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a streamed answer together. Refers to no stream. Guarded by {@code this}. */
public final class StreamedContent implements Supplier<ModelResponse> {

  private final boolean captured = GenAiConfig.get().captureContent();
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private @Nullable GenerateContentResponse frame;
  private @Nullable String blockReason;

  /** Returns whether the chunk brought a part of the answer. */
  public synchronized boolean accept(GenerateContentResponse chunk) {
    // Usage grows with each chunk; a chunk without any keeps what was known.
    if (frame == null || chunk.usageMetadata().isPresent()) {
      frame = withoutContent(chunk);
    }
    Generations.blockReason(chunk).ifPresent(reason -> blockReason = reason);
    boolean brought = false;
    for (Candidate candidate : chunk.candidates().orElse(List.of())) {
      brought |=
          choices.computeIfAbsent(candidate.index().orElse(0), i -> new Choice()).add(candidate);
    }
    return brought;
  }

  @Override
  public synchronized ModelResponse get() {
    List<String> reasons = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    for (Choice choice : choices.values()) {
      if (choice.reason != null) {
        reasons.add(choice.reason);
      }
      calls.addAll(choice.calls);
      if (captured) {
        messages.add(Generations.output(choice.parts(), choice.reason, !choice.calls.isEmpty()));
      }
    }
    if (reasons.isEmpty() && blockReason != null) {
      reasons.add(blockReason);
    }
    ModelResponse.Builder response =
        frame == null ? ModelResponse.builder() : Generations.frame(frame);
    return response.finishReasons(reasons).messages(messages).toolCalls(calls).build();
  }

  private static GenerateContentResponse withoutContent(GenerateContentResponse chunk) {
    GenerateContentResponse.Builder frame = GenerateContentResponse.builder();
    chunk.responseId().ifPresent(frame::responseId);
    chunk.modelVersion().ifPresent(frame::modelVersion);
    chunk.usageMetadata().ifPresent(frame::usageMetadata);
    return frame.build();
  }

  /** One candidate. Text that comes in pieces is one part. */
  private final class Choice {
    private final List<Object> parts = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private boolean thought;
    private @Nullable String reason;

    boolean add(Candidate candidate) {
      candidate.finishReason().ifPresent(why -> reason = why.toString());
      Content content = candidate.content().orElse(null);
      calls.addAll(Generations.toolCalls(content));
      boolean brought = false;
      for (com.google.genai.types.Part part : Contents.partsOf(content)) {
        String text = part.text().orElse(null);
        brought |= text == null || !text.isEmpty();
        if (captured) {
          add(part, text);
        }
      }
      return brought;
    }

    private void add(com.google.genai.types.Part part, @Nullable String text) {
      if (text == null) {
        Part read = Contents.part(part);
        if (read != null) {
          closeText();
          parts.add(read);
        }
        return;
      }
      boolean isThought = part.thought().orElse(false);
      Object last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
      if (last instanceof TextCollector open && thought == isThought) {
        open.append(text);
      } else if (!text.isEmpty()) {
        closeText();
        TextCollector collector = new TextCollector();
        collector.append(text);
        parts.add(collector);
        thought = isThought;
      }
    }

    /** Only the last part may still be open: {@link #thought} speaks of that one. */
    private void closeText() {
      int last = parts.size() - 1;
      if (last >= 0 && parts.get(last) instanceof TextCollector collector) {
        parts.set(last, textPart(collector));
      }
    }

    private Part textPart(TextCollector collector) {
      return thought ? Part.reasoning(collector.text()) : Part.text(collector.text());
    }

    List<Part> parts() {
      List<Part> read = new ArrayList<>();
      for (Object part : parts) {
        read.add(part instanceof TextCollector text ? textPart(text) : (Part) part);
      }
      return read;
    }
  }
}
