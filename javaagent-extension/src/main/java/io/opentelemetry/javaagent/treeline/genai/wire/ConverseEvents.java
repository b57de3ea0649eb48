package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.treeline.semconv.AwsAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of a streamed Converse answer together. An event is known by what it holds, with
 * or without its name around it.
 */
final class ConverseEvents implements StreamedAnswer {

  private final boolean content;
  private final Map<Long, Block> blocks = new TreeMap<>();
  private TokenUsage usage = TokenUsage.UNKNOWN;
  private @Nullable String stopReason;
  private @Nullable String model;
  private @Nullable String guardrailTrace;

  ConverseEvents(boolean content) {
    this.content = content;
  }

  @Override
  public synchronized boolean accept(Map<String, ?> event) {
    Map<String, ?> inner = event;
    if (event.size() == 1 && event.values().iterator().next() instanceof Map<?, ?> named) {
      boolean bare = event.containsKey("usage") || event.containsKey("start");
      inner = bare || event.containsKey("delta") ? event : Wire.asObject(named);
    }
    String reason = Wire.string(inner, "stopReason");
    stopReason = reason != null ? reason : stopReason;
    Map<String, ?> reported = Wire.object(inner, "usage");
    if (!reported.isEmpty()) {
      usage = BedrockConverse.usage(reported);
    }
    String routed = BedrockConverse.routedModel(inner);
    model = routed != null ? routed : model;
    String trace = BedrockConverse.guardrailTrace(inner);
    guardrailTrace = trace != null ? trace : guardrailTrace;
    Long index = Wire.integer(inner, "contentBlockIndex");
    Map<String, ?> start = Wire.object(inner, "start");
    Map<String, ?> delta = Wire.object(inner, "delta");
    if (start.isEmpty() && delta.isEmpty()) {
      return false;
    }
    Block block = blocks.computeIfAbsent(index == null ? 0 : index, i -> new Block());
    block.start(start);
    return block.add(delta) || !start.isEmpty();
  }

  @Override
  public synchronized ModelResponse response() {
    List<Part> parts = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    for (Block block : blocks.values()) {
      if (block.toolName != null) {
        Object input = content ? block.input() : null;
        calls.add(new ToolCall(block.toolId, block.toolName, input));
        parts.add(Part.toolCall(block.toolId, block.toolName, input));
      } else if (!block.reasoning.isEmpty()) {
        parts.add(Part.reasoning(block.reasoning.text()));
      } else if (!block.text.isEmpty()) {
        parts.add(Part.text(block.text.text()));
      }
    }
    return ModelResponse.builder()
        .model(model)
        .finishReasons(stopReason == null ? List.of() : List.of(stopReason))
        .usage(usage)
        .messages(content ? List.of(BedrockConverse.output(parts, stopReason)) : List.of())
        .toolCalls(calls)
        .set(AwsAttributes.BEDROCK_GUARDRAIL_TRACE, guardrailTrace)
        .build();
  }

  /** One block of the answer so far. */
  private final class Block {
    private final TextCollector text = new TextCollector();
    private final TextCollector reasoning = new TextCollector();
    private final TextCollector arguments = new TextCollector();
    private @Nullable String toolId;
    private @Nullable String toolName;

    void start(Map<String, ?> start) {
      Map<String, ?> use = Wire.object(start, "toolUse");
      String name = Wire.string(use, "name");
      if (name != null) {
        toolName = name;
        toolId = Wire.string(use, "toolUseId");
      }
    }

    boolean add(Map<String, ?> delta) {
      boolean brought = collect(text, delta.get("text"));
      brought |= collect(reasoning, Wire.object(delta, "reasoningContent").get("text"));
      brought |= collect(arguments, Wire.object(delta, "toolUse").get("input"));
      return brought;
    }

    /** JSON in pieces; a tool without arguments gets none. */
    Object input() {
      Object text = arguments.text();
      Object structure = text instanceof String json ? JsonReader.readStructure(json) : null;
      return structure != null ? structure : arguments.isEmpty() ? Map.of() : text;
    }
  }

  private boolean collect(TextCollector to, @Nullable Object text) {
    if (!(text instanceof String piece) || piece.isEmpty()) {
      return false;
    }
    if (content) {
      to.append(piece);
    }
    return true;
  }
}
