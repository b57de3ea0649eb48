package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GrowingText;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model's answer, whole or put together from its pieces. Guarded by {@code this}. */
final class Answers {

  private static final OptionalMethod PARTS = OptionalMethod.named("getParts");
  private static final OptionalMethod FINISH_REASON = OptionalMethod.named("getFinishReason");
  private static final OptionalMethod META = OptionalMethod.named("getMetaInfo");
  private static final OptionalMethod INPUT = OptionalMethod.named("getInputTokensCount");
  private static final OptionalMethod OUTPUT = OptionalMethod.named("getOutputTokensCount");
  private static final OptionalMethod MODEL = OptionalMethod.named("getModelId");
  private static final OptionalMethod ID = OptionalMethod.named("getId");
  private static final OptionalMethod TOOL = OptionalMethod.named("getTool");
  private static final OptionalMethod ARGUMENTS = OptionalMethod.named("getArgs");
  private static final OptionalMethod TEXT = OptionalMethod.named("getText");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");
  private static final OptionalMethod CONTENT = OptionalMethod.named("getContent");

  private final boolean content = GenAiConfig.get().captureContent();
  private final GrowingText text = new GrowingText();
  private final GrowingText reasoning = new GrowingText();
  private final List<ToolCall> calls = new ArrayList<>();
  private ModelResponse end = ModelResponse.EMPTY;

  /** An answer of one choice, or of several. */
  static ModelResponse read(Object answer) {
    List<?> choices = answer instanceof List<?> several ? several : List.of(answer);
    boolean content = GenAiConfig.get().captureContent();
    List<Message> messages = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    Object last = null;
    for (Object choice : choices) {
      last = choice;
      List<Part> parts = new ArrayList<>();
      for (Object part : Prompts.list(PARTS.call(choice))) {
        String tool = TOOL.text(part);
        if (tool != null) {
          calls.add(new ToolCall(ID.text(part), tool, content ? ARGUMENTS.text(part) : null));
        }
        if (content) {
          parts.add(Prompts.part(part));
        }
      }
      String reason = FINISH_REASON.text(choice);
      if (reason != null) {
        reasons.add(reason);
      }
      if (content) {
        messages.add(Message.output(parts, reason));
      }
    }
    return counted(last).finishReasons(reasons).messages(messages).toolCalls(calls).build();
  }

  /** Returns whether the frame says anything. */
  synchronized boolean add(@Nullable Object frame) {
    if (frame == null) {
      return false;
    }
    return switch (frame.getClass().getSimpleName()) {
      case "TextDelta" -> text.add(TEXT.text(frame));
      case "ReasoningDelta" -> reasoning.add(TEXT.text(frame));
      case "ToolCallComplete" -> chosen(frame);
      case "End" -> ended(frame);
      default -> false;
    };
  }

  private boolean chosen(Object frame) {
    calls.add(
        new ToolCall(
            ID.text(frame),
            String.valueOf(NAME.text(frame)),
            content ? CONTENT.text(frame) : null));
    return true;
  }

  private boolean ended(Object frame) {
    String reason = FINISH_REASON.text(frame);
    end = counted(frame).finishReasons(reason == null ? List.of() : List.of(reason)).build();
    return false;
  }

  synchronized ModelResponse response() {
    List<Part> parts = new ArrayList<>();
    if (content) {
      if (!reasoning.isEmpty()) {
        parts.add(Part.reasoning(reasoning.text()));
      }
      if (!text.isEmpty()) {
        parts.add(Part.text(text.text()));
      }
      calls.forEach(call -> parts.add(Part.toolCall(call.id(), call.name(), call.arguments())));
    }
    String reason = end.finishReasons().isEmpty() ? null : end.finishReasons().get(0);
    return ModelResponse.builder()
        .toolCalls(calls)
        .messages(parts.isEmpty() ? List.of() : List.of(Message.output(parts, reason)))
        .build()
        .orElse(end);
  }

  private static ModelResponse.Builder counted(@Nullable Object answer) {
    Object meta = META.call(answer);
    return ModelResponse.builder()
        .model(MODEL.text(meta))
        .usage(TokenUsage.of(INPUT.number(meta), OUTPUT.number(meta)));
  }
}
