package io.treeline.exporter.estimate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import io.treeline.exporter.estimate.ChatTokens.NotCountable;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of model calls that came without usage. Thread-safe. A vocabulary is loaded
 * when the first call needs it.
 */
public final class TokenEstimator {

  /** What {@link Operation#usageSource} begins with where tokens are estimated. */
  public static final String SOURCE = Operation.ESTIMATED;

  /** Some 50,000 tokens: a tenth of a second of prose, ten times that of text without a word. */
  private static final int MAX_CHARACTERS = 200_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();
  private final int maxCharacters;

  public TokenEstimator() {
    this(MAX_CHARACTERS);
  }

  TokenEstimator(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  /**
   * The span with estimated tokens; the span as it is when it has usage, is not an ended model
   * call, failed without an answer, or cannot be estimated. Input and output are estimated apart:
   * either may stay unknown.
   */
  public Span estimate(Span span) {
    Operation operation = span.operation();
    String model = operation.model();
    if (operation.kind() != OperationKind.LLM
        || model == null
        || !operation.usage().isUnknown()
        || span.endEpochNanos() == null) {
      return span;
    }
    Content content = span.content();
    boolean failed = span.status() == SpanStatus.ERROR && content.outputMessages() == null;
    boolean nothing = content.inputMessages() == null && content.outputMessages() == null;
    if (failed || nothing) {
      return span;
    }
    Optional<ModelEncoding> known = ModelEncoding.of(model);
    return known.isEmpty() ? span : estimated(span, known.get());
  }

  private Span estimated(Span span, ModelEncoding known) {
    Encoding encoding = encodings.getEncoding(known.type());
    ChatTokens counter = new ChatTokens(encoding, known.perTool(), maxCharacters);
    Long input = input(counter, span.content());
    Long output = known.thinks() ? null : output(counter, span.content());
    if (input == null && output == null) {
      return span;
    }
    return span.withOperation(
        span.operation().toBuilder()
            .usage(new TokenUsage(input, output, null, null, null))
            .usageSource(SOURCE + known.type().getName())
            .build());
  }

  private static @Nullable Long input(ChatTokens counter, Content content) {
    if (content.inputMessages() == null) {
      return null;
    }
    try {
      return counter.input(
          json(content.inputMessages()),
          json(content.systemInstructions()),
          json(content.toolDefinitions()));
    } catch (NotCountable | JsonProcessingException e) {
      return null;
    }
  }

  private static @Nullable Long output(ChatTokens counter, Content content) {
    if (content.outputMessages() == null) {
      return null;
    }
    try {
      return counter.output(json(content.outputMessages()));
    } catch (NotCountable | JsonProcessingException e) {
      return null;
    }
  }

  private static JsonNode json(@Nullable String text) throws JsonProcessingException {
    return text == null ? MissingNode.getInstance() : JSON.readTree(text);
  }
}
