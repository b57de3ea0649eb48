package io.treeline.exporter.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds a {@link Span} for a test; begin with {@link TestSpans}. */
public final class SpanBuilder {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private String traceId = TestSpans.randomTraceId();
  private String spanId = TestSpans.randomSpanId();
  private String parentSpanId;
  private String name = "work";
  private SpanKind kind = SpanKind.INTERNAL;
  private long startEpochNanos = TestSpans.START_EPOCH_NANOS;
  private Long endEpochNanos = TestSpans.START_EPOCH_NANOS + 10_000_000;
  private SpanStatus status = SpanStatus.UNSET;
  private String statusMessage;
  private String errorType;
  private Origin origin = new Origin("test-service", Map.of(), null, null, Map.of());
  private String sessionId;
  private SessionIdSource sessionIdSource;
  private String conversationId;
  private String sessionName;
  private String rawPath;
  private String path;
  private String userId;
  private final TreeMap<String, String> properties = new TreeMap<>();
  private List<String> tags = List.of();
  private OperationKind operationKind = OperationKind.OTHER;
  private String operationName;
  private String provider;
  private String requestModel;
  private String responseModel;
  private String responseId;
  private List<String> finishReasons = List.of();
  private String agentName;
  private String agentId;
  private String toolName;
  private String toolCallId;
  private TokenUsage usage = TokenUsage.UNKNOWN;
  private BigDecimal costUsd;
  private String costSource;
  private BigDecimal reportedCostUsd;
  private String reportedCostSource;
  private String usageSource;
  private Long toolArgumentsHash;
  private Long toolResultHash;
  private boolean emptyResult;
  private ErrorSource errorSource;
  private Long timeToFirstChunkNanos;
  private Content content = Content.NONE;
  private final Map<String, JsonNode> attributes = new HashMap<>();
  private final List<SpanEvent> events = new ArrayList<>();
  private final List<SpanLink> links = new ArrayList<>();

  SpanBuilder() {}

  public SpanBuilder trace(String id) {
    traceId = id;
    return this;
  }

  public SpanBuilder spanId(String id) {
    spanId = id;
    return this;
  }

  public SpanBuilder key(SpanKey key) {
    return trace(key.traceId()).spanId(key.spanId());
  }

  /** In the parent's trace and under it. */
  public SpanBuilder childOf(Span parent) {
    return trace(parent.key().traceId()).parentId(parent.key().spanId());
  }

  /** Names a parent that need not exist. */
  public SpanBuilder parentId(String id) {
    parentSpanId = id;
    return this;
  }

  public SpanBuilder name(String value) {
    name = value;
    return this;
  }

  public SpanBuilder kind(SpanKind value) {
    kind = value;
    return this;
  }

  /** From and to, in milliseconds after {@link TestSpans#START_EPOCH_NANOS}. */
  public SpanBuilder at(long startMillis, long endMillis) {
    return atNanos(
        TestSpans.START_EPOCH_NANOS + startMillis * 1_000_000,
        TestSpans.START_EPOCH_NANOS + endMillis * 1_000_000);
  }

  public SpanBuilder atNanos(long start, long end) {
    startEpochNanos = start;
    endEpochNanos = end;
    return this;
  }

  /** Begun and not ended. */
  public SpanBuilder running(long startMillis) {
    startEpochNanos = TestSpans.START_EPOCH_NANOS + startMillis * 1_000_000;
    endEpochNanos = null;
    return this;
  }

  public SpanBuilder status(SpanStatus value) {
    status = value;
    return this;
  }

  public SpanBuilder statusMessage(String value) {
    statusMessage = value;
    return this;
  }

  /** In error, for this reason. */
  public SpanBuilder error(String type) {
    status = SpanStatus.ERROR;
    errorType = type;
    return this;
  }

  public SpanBuilder service(String value) {
    return origin(new Origin(value, Map.of(), null, null, Map.of()));
  }

  public SpanBuilder origin(Origin value) {
    origin = value;
    return this;
  }

  /** An own session id that came as {@code session.id}. */
  public SpanBuilder session(String id) {
    return session(id, SessionIdSource.SESSION_KEY);
  }

  public SpanBuilder session(String id, SessionIdSource source) {
    sessionId = id;
    sessionIdSource = source;
    return this;
  }

  public SpanBuilder conversation(String id) {
    conversationId = id;
    return this;
  }

  public SpanBuilder sessionName(String value) {
    sessionName = value;
    return this;
  }

  /** A path that needed no normalizing. */
  public SpanBuilder path(String value) {
    return path(value, value);
  }

  public SpanBuilder path(String raw, String normalized) {
    rawPath = raw;
    path = normalized;
    return this;
  }

  public SpanBuilder user(String id) {
    userId = id;
    return this;
  }

  public SpanBuilder property(String key, String value) {
    properties.put(key, value);
    return this;
  }

  public SpanBuilder tags(String... values) {
    tags = List.of(values);
    return this;
  }

  public SpanBuilder operation(OperationKind value) {
    operationKind = value;
    return this;
  }

  public SpanBuilder operationName(String value) {
    operationName = value;
    return this;
  }

  public SpanBuilder provider(String value) {
    provider = value;
    return this;
  }

  /** The model asked for and the one that answered. */
  public SpanBuilder model(String value) {
    return model(value, value);
  }

  public SpanBuilder model(String requested, String answered) {
    requestModel = requested;
    responseModel = answered;
    return this;
  }

  public SpanBuilder responseId(String value) {
    responseId = value;
    return this;
  }

  public SpanBuilder finishReasons(String... values) {
    finishReasons = List.of(values);
    return this;
  }

  public SpanBuilder agentName(String value) {
    agentName = value;
    return this;
  }

  public SpanBuilder agentId(String value) {
    agentId = value;
    return this;
  }

  public SpanBuilder toolName(String value) {
    toolName = value;
    return this;
  }

  public SpanBuilder toolCallId(String value) {
    toolCallId = value;
    return this;
  }

  /** Input and output tokens; the other kinds unknown. */
  public SpanBuilder tokens(long input, long output) {
    return usage(new TokenUsage(input, output, null, null, null));
  }

  public SpanBuilder usage(TokenUsage value) {
    usage = value;
    return this;
  }

  public SpanBuilder cost(String usd) {
    costUsd = new BigDecimal(usd);
    costSource = "test";
    return this;
  }

  /** What the sender says that it cost. */
  public SpanBuilder reportedCost(String usd) {
    reportedCostUsd = new BigDecimal(usd);
    reportedCostSource = "test";
    return this;
  }

  public SpanBuilder usageSource(String value) {
    usageSource = value;
    return this;
  }

  /** Null leaves one unknown. */
  public SpanBuilder toolHashes(Long arguments, Long result) {
    toolArgumentsHash = arguments;
    toolResultHash = result;
    return this;
  }

  public SpanBuilder emptyResult() {
    emptyResult = true;
    return this;
  }

  public SpanBuilder errorSource(ErrorSource value) {
    errorSource = value;
    return this;
  }

  public SpanBuilder timeToFirstChunkNanos(long value) {
    timeToFirstChunkNanos = value;
    return this;
  }

  public SpanBuilder content(Content value) {
    content = value;
    return this;
  }

  public SpanBuilder messages(String input, String output) {
    return content(new Content(input, output, null, null, null, null, null, null));
  }

  public SpanBuilder toolCall(String arguments, String result) {
    return content(new Content(null, null, null, null, arguments, result, null, null));
  }

  public SpanBuilder attribute(String key, String value) {
    return attribute(key, JSON.textNode(value));
  }

  public SpanBuilder attribute(String key, long value) {
    return attribute(key, JSON.numberNode(value));
  }

  public SpanBuilder attribute(String key, boolean value) {
    return attribute(key, JSON.booleanNode(value));
  }

  public SpanBuilder attribute(String key, JsonNode value) {
    attributes.put(key, value);
    return this;
  }

  public SpanBuilder event(SpanEvent value) {
    events.add(value);
    return this;
  }

  public SpanBuilder link(SpanLink value) {
    links.add(value);
    return this;
  }

  public Span build() {
    return new Span(
        new SpanKey(traceId, spanId),
        parentSpanId,
        name,
        kind,
        startEpochNanos,
        endEpochNanos,
        status,
        statusMessage,
        errorType,
        status != SpanStatus.ERROR || errorSource != null ? errorSource : ErrorSource.STATUS,
        origin,
        new SessionFacts(
            sessionId,
            sessionIdSource,
            conversationId,
            sessionName,
            rawPath,
            path,
            userId,
            properties,
            tags),
        Operation.builder(operationKind)
            .name(operationName)
            .provider(provider)
            .requestModel(requestModel)
            .responseModel(responseModel)
            .responseId(responseId)
            .finishReasons(finishReasons)
            .agentName(agentName)
            .agentId(agentId)
            .toolName(toolName)
            .toolCallId(toolCallId)
            .toolArgumentsHash(toolArgumentsHash)
            .toolResultHash(toolResultHash)
            .emptyResult(emptyResult)
            .usage(usage)
            .usageSource(usageSource)
            .cost(costUsd, costSource)
            .reportedCost(reportedCostUsd, reportedCostSource)
            .timeToFirstChunkNanos(timeToFirstChunkNanos)
            .build(),
        content,
        attributes,
        events,
        links,
        "test");
  }
}
