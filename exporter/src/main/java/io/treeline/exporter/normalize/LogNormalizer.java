package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.decode.RawLog;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Origin;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.telemetry.RejectReason;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes {@link LogRecord}s and scores of {@link RawLog}s. Thread-safe. */
public final class LogNormalizer {

  private final SpanChecks checks;
  private final AttributeLimiter limiter;
  private final AttributeLimiter resourceLimiter;

  public LogNormalizer(NormalizerLimits limits, Clock clock) {
    this.checks = new SpanChecks(limits, clock);
    this.limiter = new AttributeLimiter(limits.maxAttributeBytes(), "max-attribute-bytes");
    this.resourceLimiter =
        new AttributeLimiter(limits.maxResourceAttributeBytes(), "max-resource-attribute-bytes");
  }

  /** For the records of one request, in the order sent. */
  public Request request() {
    return new Request();
  }

  /** The records of one request. Confined to one thread. */
  public final class Request {

    private final Origins origins = new Origins(resourceLimiter);
    private final Map<String, Integer> seen = new HashMap<>();
    private int position;

    private Request() {}

    /**
     * Normalizes the next record.
     *
     * @throws InvalidLogException when it belongs to no span, or its ids cannot be true
     */
    public NormalizedLog normalize(RawLog raw) {
      position++;
      List<String> warnings = new ArrayList<>(0);
      Map<String, JsonNode> attributes = limiter.limit(raw.attributes(), warnings);
      JsonNode body = raw.body();
      if (body != null && !body.isNull()) {
        body = limiter.limit(Map.of("body", body), warnings).get("body");
      } else {
        body = null;
      }
      String eventName = eventName(raw, attributes);
      Long time = time(raw, warnings);
      Origin origin = origins.of(raw.origin(), warnings);
      SpanKey key = key(raw);
      EvaluationResult evaluation =
          GenAiAttributes.EVALUATION_RESULT_EVENT.equals(eventName)
              ? EvaluationResult.of(withBody(attributes, body))
              : null;
      Score score = evaluation == null || time == null ? null : score(evaluation, raw, time);
      if (key == null && score == null) {
        throw withoutSpan(raw);
      }
      LogRecord log = key == null ? null : log(raw, key, time, eventName, body, attributes, origin);
      return new NormalizedLog(log, score, warnings);
    }

    private LogRecord log(
        RawLog raw,
        SpanKey key,
        @Nullable Long time,
        @Nullable String eventName,
        @Nullable JsonNode body,
        Map<String, JsonNode> attributes,
        Origin origin) {
      LogMessages messages = LogMessages.of(eventName, body, attributes);
      Integer severity = raw.severityNumber() == 0 ? null : (Integer) raw.severityNumber();
      String severityText = raw.severityText().isEmpty() ? null : raw.severityText();
      String id =
          EvaluationResult.hash(
              key.toString(),
              String.valueOf(time),
              String.valueOf(eventName),
              String.valueOf(severity),
              String.valueOf(severityText),
              String.valueOf(origin.scopeName()),
              CanonicalJson.of(body),
              CanonicalJson.of(attributes));
      // Two that are equal in all are two; sent again, they are the same two.
      int before = seen.merge(id, 1, Integer::sum) - 1;
      Integer choice = messages.index();
      return new LogRecord(
          key,
          before == 0 ? id : EvaluationResult.hash(id, String.valueOf(before)),
          time,
          choice == null ? position : choice,
          severity,
          severityText,
          eventName,
          messages.body(),
          messages.attributes(),
          origin.service(),
          origin.scopeName(),
          messages.content());
    }
  }

  private @Nullable Long time(RawLog raw, List<String> warnings) {
    for (long time : new long[] {raw.unixNanos(), raw.observedUnixNanos()}) {
      if (time != 0 && checks.isPlausible(time)) {
        return time;
      }
      if (time != 0) {
        warnings.add(
            "log record has the time "
                + Long.toUnsignedString(time)
                + " ns, which cannot be true and was left out");
      }
    }
    return null;
  }

  private static @Nullable String eventName(RawLog raw, Map<String, JsonNode> attributes) {
    if (!raw.eventName().isEmpty()) {
      return raw.eventName();
    }
    JsonNode name = attributes.get(CommonAttributes.EVENT_NAME.getKey());
    return name == null || !name.isTextual() || name.textValue().isEmpty()
        ? null
        : name.textValue();
  }

  /** Null when the record was written outside of any span. */
  private static @Nullable SpanKey key(RawLog raw) {
    if (isAbsent(raw.traceId()) || isAbsent(raw.spanId())) {
      return null;
    }
    try {
      return new SpanKey(raw.traceId(), raw.spanId());
    } catch (IllegalArgumentException e) {
      throw new InvalidLogException(RejectReason.INVALID_ID, "log record: " + e.getMessage());
    }
  }

  private static boolean isAbsent(String id) {
    return id.chars().allMatch(c -> c == '0');
  }

  private static InvalidLogException withoutSpan(RawLog raw) {
    return new InvalidLogException(
        RejectReason.NO_TRACE_CONTEXT,
        isAbsent(raw.traceId()) ? "no trace and span id" : "no span id");
  }

  /** Some senders write an event's attributes into its body. */
  private static Map<String, JsonNode> withBody(
      Map<String, JsonNode> attributes, @Nullable JsonNode body) {
    JsonNode parsed = DraftFiller.parsed(body);
    if (parsed == null || !parsed.isObject()) {
      return attributes;
    }
    Map<String, JsonNode> both = new HashMap<>();
    parsed.properties().forEach(field -> both.put(field.getKey(), field.getValue()));
    both.putAll(attributes);
    return both;
  }

  /** The span it was written in is the one that was judged; without one the ids it names. */
  private static @Nullable Score score(EvaluationResult evaluation, RawLog raw, long time) {
    SpanKey key = key(raw);
    JsonNode session = evaluation.metadata().get(CommonAttributes.SESSION_ID.getKey());
    String responseId = evaluation.responseId();
    ScoreTarget target = null;
    if (key != null) {
      target = ScoreTarget.span(key);
    } else if (responseId != null) {
      target = ScoreTarget.response(responseId);
    } else if (!isAbsent(raw.traceId())) {
      target = trace(raw.traceId());
    } else if (session != null && session.isTextual() && !session.textValue().isEmpty()) {
      target = ScoreTarget.session(session.textValue());
    }
    return target == null ? null : evaluation.score(target, time, "log");
  }

  private static ScoreTarget trace(String traceId) {
    try {
      return ScoreTarget.trace(traceId);
    } catch (IllegalArgumentException e) {
      throw new InvalidLogException(RejectReason.INVALID_ID, "log record: " + e.getMessage());
    }
  }
}
