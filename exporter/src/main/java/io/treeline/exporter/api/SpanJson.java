package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.NullNode;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.analysis.Standing;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanLink;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.query.Decision;
import io.treeline.exporter.query.Human;
import io.treeline.exporter.query.SpanSummary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes spans: SpanSummary, and what the answer for a single span has beside. */
final class SpanJson {

  private static final ObjectReader CONTENT = JsonBody.exactReader();

  private SpanJson() {}

  /** Fields of a SpanSummary into the open object. */
  static void writeSummary(JsonGenerator out, SpanSummary summary) throws IOException {
    Span span = summary.span();
    Operation operation = span.operation();
    out.writeStringField("traceId", span.key().traceId());
    out.writeStringField("spanId", span.key().spanId());
    out.writeStringField("parentSpanId", span.parentSpanId());
    out.writeStringField("sessionId", summary.sessionId());
    out.writeStringField("name", span.name());
    out.writeStringField("kind", ViewJson.lower(span.kind()));
    out.writeStringField("operation", ViewJson.lower(operation.kind()));
    out.writeStringField("operationName", operation.name());
    out.writeStringField("service", span.origin().service());
    Values.writeTime(out, "startTime", span.startEpochNanos());
    Values.writeTime(out, "endTime", span.endEpochNanos());
    Values.writeMillis(out, "durationMillis", span.durationNanos());
    out.writeStringField("status", ViewJson.lower(span.status()));
    out.writeStringField("statusMessage", span.statusMessage());
    out.writeStringField("errorType", span.errorType());
    out.writeStringField(
        "errorSource", span.errorSource() == null ? null : ViewJson.lower(span.errorSource()));
    out.writeStringField("path", summary.path());
    out.writeStringField("pathSource", ViewJson.lower(summary.pathSource()));
    writeOperation(out, operation);
    out.writeBooleanField("unpriced", summary.unpriced());
    out.writeBooleanField("emptyResult", operation.emptyResult());
    Values.writeMillis(out, "timeToFirstChunkMillis", operation.timeToFirstChunkNanos());
    Values.writeLong(out, "retryAttempt", summary.retryAttempt());
    out.writeNumberField("retryCount", summary.retryCount());
    out.writeBooleanField("inferred", summary.inferred());
    writeDecision(out, summary.decision());
    Values.writeLong(out, "iteration", summary.iteration());
    Values.writeLong(out, "maxIterations", summary.maxIterations());
    out.writeStringField("stopReason", summary.stopReason());
    writeHuman(out, summary.human());
    writeStanding(out, summary.standing());
  }

  /** Fields that only the answer for a single span has, into the open object. */
  static void writeDetail(JsonGenerator out, SpanSummary summary) throws IOException {
    Span span = summary.span();
    out.writeStringField("userId", span.session().userId());
    out.writeStringField("conversationId", span.session().conversationId());
    out.writeObjectFieldStart("properties");
    for (Map.Entry<String, String> property : span.session().properties().entrySet()) {
      out.writeStringField(property.getKey(), property.getValue());
    }
    out.writeEndObject();
    Values.writeTexts(out, "tags", span.session().tags());
    out.writeStringField("responseId", span.operation().responseId());
    out.writeStringField("agentId", span.operation().agentId());
    writeSources(out, span.operation());
    writeContent(out, span.content());
    Decision decision = summary.decision();
    out.writeFieldName("decisionArguments");
    if (decision == null || decision.arguments() == null) {
      out.writeNull();
    } else {
      out.writeTree(decision.arguments());
    }
    out.writeStringField("decisionRationale", decision == null ? null : decision.rationale());
    writeAttributes(out, "attributes", span.attributes());
    writeEvents(out, span);
    writeLinks(out, span);
    writeLogs(out, summary.attachments().logs());
    ScoreJson.write(out, "scores", summary.attachments().scores());
    writeAttributes(out, "resourceAttributes", span.origin().resourceAttributes());
    out.writeStringField("scopeName", span.origin().scopeName());
    out.writeStringField("scopeVersion", span.origin().scopeVersion());
    out.writeStringField("dialect", span.dialect());
  }

  /** Where the numbers come from, and the parts of the tokens that only few providers report. */
  private static void writeSources(JsonGenerator out, Operation operation) throws IOException {
    out.writeStringField("usageSource", operation.usageSource());
    out.writeStringField("costSource", operation.costSource());
    Values.writeCost(out, "reportedCostUsd", operation.reportedCostUsd());
    out.writeStringField("reportedCostSource", operation.reportedCostSource());
    TokenUsage usage = operation.usage();
    Values.writeLong(out, "cacheWriteHourTokens", usage.cacheWriteHour());
    Values.writeLong(out, "inputAudioTokens", usage.inputAudio());
    Values.writeLong(out, "outputAudioTokens", usage.outputAudio());
    Values.writeLong(out, "cacheReadAudioTokens", usage.cacheReadAudio());
    Values.writeLong(out, "inputImageTokens", usage.inputImage());
  }

  private static void writeOperation(JsonGenerator out, Operation operation) throws IOException {
    out.writeStringField("agentName", operation.agentName());
    out.writeStringField("toolName", operation.toolName());
    out.writeStringField("toolCallId", operation.toolCallId());
    out.writeStringField("provider", operation.provider());
    out.writeStringField("requestModel", operation.requestModel());
    out.writeStringField("responseModel", operation.responseModel());
    Values.writeTexts(out, "finishReasons", operation.finishReasons());
    Values.writeTokens(out, operation.usage());
    Values.writeCost(out, "costUsd", operation.costUsd());
  }

  private static void writeDecision(JsonGenerator out, @Nullable Decision decision)
      throws IOException {
    out.writeFieldName("decision");
    if (decision == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    out.writeStringField("type", decision.type());
    Values.writeTexts(out, "offered", decision.offered());
    Values.writeTexts(out, "chosen", decision.chosen());
    out.writeEndObject();
  }

  private static void writeHuman(JsonGenerator out, @Nullable Human human) throws IOException {
    out.writeFieldName("human");
    if (human == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    out.writeStringField("type", human.type());
    out.writeStringField("decision", human.decision());
    out.writeEndObject();
  }

  private static void writeStanding(JsonGenerator out, Standing standing) throws IOException {
    out.writeStringField("outcome", ViewJson.lower(standing.outcome()));
    AnalysisJson.writeSpan(out, "recoveredBy", standing.recoveredBy());
    AnalysisJson.writeSpan(out, "foldedInto", standing.foldedInto());
    out.writeBooleanField("wrapper", standing.wrapper());
    out.writeFieldName("usageSuppressedBy");
    SessionAnalysis.Suppressed suppressed = standing.suppressed();
    if (suppressed == null) {
      out.writeNull();
    } else {
      out.writeStartObject();
      out.writeStringField("rule", suppressed.rule());
      AnalysisJson.writeSpan(out, "span", suppressed.by());
      out.writeEndObject();
    }
  }

  private static void writeContent(JsonGenerator out, Content content) throws IOException {
    out.writeObjectFieldStart("content");
    writePart(out, "inputMessages", content.inputMessages());
    writePart(out, "outputMessages", content.outputMessages());
    writePart(out, "systemInstructions", content.systemInstructions());
    writePart(out, "toolDefinitions", content.toolDefinitions());
    writePart(out, "toolArguments", content.toolArguments());
    writePart(out, "toolResult", content.toolResult());
    writePart(out, "input", content.input());
    writePart(out, "output", content.output());
    out.writeEndObject();
  }

  /** JSON as JSON; anything else, such as JSON cut at the sender's limit, as a string. */
  private static void writePart(JsonGenerator out, String field, @Nullable String text)
      throws IOException {
    out.writeFieldName(field);
    if (text == null) {
      out.writeNull();
      return;
    }
    JsonNode json = null;
    try {
      json = CONTENT.readTree(text);
    } catch (JsonProcessingException e) {
      // No JSON.
    }
    if (json == null || json.isMissingNode()) {
      out.writeString(text);
    } else {
      out.writeTree(json);
    }
  }

  private static void writeAttributes(
      JsonGenerator out, String field, Map<String, JsonNode> attributes) throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, JsonNode> attribute : new TreeMap<>(attributes).entrySet()) {
      out.writeFieldName(attribute.getKey());
      out.writeTree(attribute.getValue());
    }
    out.writeEndObject();
  }

  private static void writeEvents(JsonGenerator out, Span span) throws IOException {
    out.writeArrayFieldStart("events");
    for (SpanEvent event : span.events()) {
      out.writeStartObject();
      Values.writeTime(out, "time", event.epochNanos());
      out.writeStringField("name", event.name());
      writeAttributes(out, "attributes", event.attributes());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeLogs(JsonGenerator out, List<LogRecord> logs) throws IOException {
    out.writeArrayFieldStart("logs");
    for (LogRecord log : logs) {
      out.writeStartObject();
      Values.writeTime(out, "time", log.epochNanos());
      out.writeStringField("eventName", log.eventName());
      Integer severity = log.severityNumber();
      Values.writeLong(
          out, "severityNumber", severity == null ? null : (Long) severity.longValue());
      out.writeStringField("severityText", log.severityText());
      out.writeFieldName("body");
      out.writeTree(log.body() == null ? NullNode.getInstance() : log.body());
      out.writeObjectFieldStart("content");
      writePart(out, "inputMessages", log.content().inputMessages());
      writePart(out, "outputMessages", log.content().outputMessages());
      writePart(out, "systemInstructions", log.content().systemInstructions());
      writePart(out, "toolDefinitions", log.content().toolDefinitions());
      out.writeEndObject();
      writeAttributes(out, "attributes", log.attributes());
      out.writeStringField("service", log.service());
      out.writeStringField("scopeName", log.scopeName());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeLinks(JsonGenerator out, Span span) throws IOException {
    out.writeArrayFieldStart("links");
    for (SpanLink link : span.links()) {
      out.writeStartObject();
      out.writeStringField("traceId", link.target().traceId());
      out.writeStringField("spanId", link.target().spanId());
      writeAttributes(out, "attributes", link.attributes());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
