package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.OperationKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Fills what is still absent of a draft. Each method takes keys in order of precedence; the first
 * that has a value wins, and a field that has one already is left alone.
 */
final class DraftFiller {

  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

  private final AttributeReader in;
  private final SpanDraft draft;

  DraftFiller(AttributeReader in, SpanDraft draft) {
    this.in = in;
    this.draft = draft;
  }

  DraftFiller kind(@Nullable OperationKind kind) {
    draft.kind = draft.kind == null ? kind : draft.kind;
    return this;
  }

  DraftFiller provider(String... keys) {
    draft.provider = fact(draft.provider, keys);
    return this;
  }

  DraftFiller requestModel(String... keys) {
    draft.requestModel = fact(draft.requestModel, keys);
    return this;
  }

  DraftFiller responseModel(String... keys) {
    draft.responseModel = fact(draft.responseModel, keys);
    return this;
  }

  DraftFiller responseId(String... keys) {
    draft.responseId = fact(draft.responseId, keys);
    return this;
  }

  DraftFiller finishReasons(String... keys) {
    if (draft.finishReasons.isEmpty()) {
      draft.finishReasons = in.list(keys);
    }
    return this;
  }

  DraftFiller agentName(String... keys) {
    draft.agentName = fact(draft.agentName, keys);
    return this;
  }

  DraftFiller agentId(String... keys) {
    draft.agentId = fact(draft.agentId, keys);
    return this;
  }

  DraftFiller toolName(String... keys) {
    draft.toolName = fact(draft.toolName, keys);
    return this;
  }

  DraftFiller toolCallId(String... keys) {
    draft.toolCallId = fact(draft.toolCallId, keys);
    return this;
  }

  DraftFiller inputTokens(String... keys) {
    draft.inputTokens = count(draft.inputTokens, keys);
    return this;
  }

  DraftFiller outputTokens(String... keys) {
    draft.outputTokens = count(draft.outputTokens, keys);
    return this;
  }

  DraftFiller cacheReadTokens(String... keys) {
    draft.cacheReadTokens = count(draft.cacheReadTokens, keys);
    return this;
  }

  DraftFiller cacheWriteTokens(String... keys) {
    draft.cacheWriteTokens = count(draft.cacheWriteTokens, keys);
    return this;
  }

  DraftFiller reasoningTokens(String... keys) {
    draft.reasoningTokens = count(draft.reasoningTokens, keys);
    return this;
  }

  /** The part of the cache writes kept for an hour. */
  DraftFiller cacheWriteHourTokens(String... keys) {
    draft.cacheWriteHourTokens = count(draft.cacheWriteHourTokens, keys);
    return this;
  }

  DraftFiller inputAudioTokens(String... keys) {
    draft.inputAudioTokens = count(draft.inputAudioTokens, keys);
    return this;
  }

  DraftFiller outputAudioTokens(String... keys) {
    draft.outputAudioTokens = count(draft.outputAudioTokens, keys);
    return this;
  }

  DraftFiller cacheReadAudioTokens(String... keys) {
    draft.cacheReadAudioTokens = count(draft.cacheReadAudioTokens, keys);
    return this;
  }

  DraftFiller inputImageTokens(String... keys) {
    draft.inputImageTokens = count(draft.inputImageTokens, keys);
    return this;
  }

  DraftFiller systemInstructions(String... keys) {
    draft.systemInstructions = content(draft.systemInstructions, keys);
    return this;
  }

  DraftFiller millisToFirstChunk(String... keys) {
    if (draft.timeToFirstChunkNanos == null) {
      BigDecimal millis = in.number(keys);
      if (millis != null && millis.signum() >= 0 && millis.precision() - millis.scale() < 12) {
        draft.timeToFirstChunkNanos = millis.multiply(NANOS_PER_MILLI).longValue();
      }
    }
    return this;
  }

  /** A cost in US dollars; a negative one is none. */
  DraftFiller reportedCost(String... keys) {
    for (String key : keys) {
      reportedCost(key, in.number(key));
    }
    return this;
  }

  /** As {@link #reportedCost(String...)}, of a value that stands inside another. */
  DraftFiller reportedCost(String source, @Nullable BigDecimal cost) {
    boolean known = cost != null && cost.signum() >= (draft.zeroCostIsUnknown ? 1 : 0);
    if (draft.reportedCostUsd == null && cost != null && known) {
      draft.reportedCostUsd = cost;
      draft.reportedCostKey = source;
    }
    return this;
  }

  /** As {@link #reportedCost(String...)}, of a sum whose parts alone were sent; both are needed. */
  DraftFiller reportedCostOf(String inputKey, String outputKey) {
    BigDecimal input = in.number(inputKey);
    BigDecimal output = in.number(outputKey);
    if (input == null || output == null || input.signum() < 0 || output.signum() < 0) {
      return this;
    }
    return reportedCost(inputKey + "+" + outputKey, input.add(output));
  }

  /** Messages in whatever shape the sender's library has them. */
  DraftFiller inputMessages(String... keys) {
    draft.inputMessages = messages(draft.inputMessages, "user", keys);
    return this;
  }

  /** As {@link #inputMessages}, for what the model answered. */
  DraftFiller outputMessages(String... keys) {
    draft.outputMessages = messages(draft.outputMessages, "assistant", keys);
    return this;
  }

  /**
   * Messages that are to have OpenTelemetry's shape already and are kept as sent then. Some senders
   * put OpenAI's messages there, write the roles of their library, or encode the text twice.
   */
  DraftFiller standardMessages(String inputKey, String outputKey) {
    draft.inputMessages = standard(draft.inputMessages, "user", inputKey);
    draft.outputMessages = standard(draft.outputMessages, "assistant", outputKey);
    return this;
  }

  private @Nullable String standard(@Nullable String known, String role, String key) {
    if (known != null || !in.has(key)) {
      return known;
    }
    String sent = in.content(key);
    if (sent == null || Messages.isStandard(sent)) {
      return sent;
    }
    String converted = Messages.of(parsed(in.all().get(key)), role);
    return converted == null || converted.equals("[]") ? sent : converted;
  }

  DraftFiller toolDefinitions(String... keys) {
    draft.toolDefinitions = content(draft.toolDefinitions, keys);
    return this;
  }

  DraftFiller toolArguments(String... keys) {
    draft.toolArguments = content(draft.toolArguments, keys);
    return this;
  }

  DraftFiller toolResult(String... keys) {
    draft.toolResult = content(draft.toolResult, keys);
    return this;
  }

  DraftFiller input(String... keys) {
    draft.input = content(draft.input, keys);
    return this;
  }

  DraftFiller output(String... keys) {
    draft.output = content(draft.output, keys);
    return this;
  }

  /**
   * What went into and came out of a span whose keys are the same whatever it stands for: messages
   * of a model, arguments and result of a tool, input and output of anything else.
   */
  DraftFiller anyInputAndOutput(String inputKey, String outputKey) {
    if (draft.kind == OperationKind.LLM) {
      inputMessages(inputKey).outputMessages(outputKey);
    } else if (draft.kind == OperationKind.TOOL || draft.kind == OperationKind.MCP) {
      return toolArguments(inputKey).toolResult(outputKey);
    }
    return input(inputKey).output(outputKey);
  }

  private @Nullable String fact(@Nullable String known, String... keys) {
    return known != null ? known : in.fact(keys);
  }

  private @Nullable Long count(@Nullable Long known, String... keys) {
    return known != null ? known : in.count(keys);
  }

  private @Nullable String content(@Nullable String known, String... keys) {
    if (known != null) {
      return known;
    }
    for (String key : keys) {
      // Taken already, as messages.
      String value = in.left().containsKey(key) ? in.content(key) : null;
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable String messages(@Nullable String known, String role, String... keys) {
    if (known != null) {
      return known;
    }
    for (String key : keys) {
      String messages =
          in.left().containsKey(key) ? Messages.of(parsed(in.all().get(key)), role) : null;
      if (messages != null) {
        in.take(key);
        return messages;
      }
    }
    return null;
  }

  /** Senders write structured values as JSON text, and some of them twice. */
  static @Nullable JsonNode parsed(@Nullable JsonNode value) {
    JsonNode node = value;
    for (int i = 0; i < 2 && node != null && node.isTextual(); i++) {
      JsonNode inner = JsonText.parse(node.textValue());
      if (inner == null || inner.isMissingNode() || inner.isNumber() || inner.isBoolean()) {
        break;
      }
      node = inner;
    }
    return node;
  }
}
