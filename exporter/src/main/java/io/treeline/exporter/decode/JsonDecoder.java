package io.treeline.exporter.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Decodes OTLP's JSON encoding: ids in hex, 64-bit numbers as text or number, enums as number or
 * name, keys in lower camel case (snake case is read too), unknown fields ignored.
 *
 * <p>Streams from one resource to the next and holds only that one as a tree, because a resource
 * may stand after its spans.
 */
final class JsonDecoder {

  // The receiver bounds the body, so no string in it needs a bound of its own.
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNestingDepth(400)
                      .build())
              .build());

  /**
   * Names of the fields of a signal, in lower camel case and snake case, and what reads its items.
   */
  private record Signal(
      String name,
      String resources,
      String resourcesSnake,
      String scopes,
      String scopesSnake,
      String items,
      String itemsSnake,
      BiConsumer<RawSpan.RawOrigin, JsonFields> reader) {}

  private final Signal signal;
  private final List<String> faults = new ArrayList<>();

  private JsonDecoder(Signal signal) {
    this.signal = signal;
  }

  static DecodedBatch decode(byte[] body) {
    List<RawSpan> spans = new ArrayList<>();
    JsonDecoder decoder =
        new JsonDecoder(
            new Signal(
                "trace",
                "resourceSpans",
                "resource_spans",
                "scopeSpans",
                "scope_spans",
                "spans",
                "spans",
                (origin, fields) -> spans.add(JsonSpanReader.read(origin, fields))));
    decoder.read(body);
    return new DecodedBatch(spans, decoder.faults);
  }

  static DecodedLogs decodeLogs(byte[] body) {
    List<RawLog> logs = new ArrayList<>();
    JsonDecoder decoder =
        new JsonDecoder(
            new Signal(
                "log",
                "resourceLogs",
                "resource_logs",
                "scopeLogs",
                "scope_logs",
                "logRecords",
                "log_records",
                (origin, fields) -> logs.add(JsonLogReader.read(origin, fields))));
    decoder.read(body);
    return new DecodedLogs(logs, decoder.faults);
  }

  private void read(byte[] body) {
    try (JsonParser parser = MAPPER.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("expected a JSON object, found " + found(parser));
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals(signal.resources) || field.equals(signal.resourcesSnake)) {
          readResources(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw malformed("something follows the JSON object at " + where(parser));
      }
    } catch (JsonProcessingException e) {
      throw new MalformedPayloadException(
          "body is not valid JSON: "
              + e.getOriginalMessage()
              + " at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr(),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The parser reads from memory.
    }
  }

  private void readResources(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw malformed(signal.resources + " must be an array: was " + found(parser));
    }
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode node = parser.readValueAsTree();
      try {
        readScopes(new JsonFields(node, signal.resources + "[" + index + "]"));
      } catch (JsonFields.FieldException e) {
        throw new MalformedPayloadException(
            "body is no OTLP " + signal.name + " export: " + e.getMessage(), e);
      }
      index++;
    }
  }

  private void readScopes(JsonFields ofResource) {
    Map<String, JsonNode> resource = ofResource.object("resource", "resource").attributes();
    for (JsonFields ofScope : ofResource.objects(signal.scopes, signal.scopesSnake)) {
      JsonFields scope = ofScope.object("scope", "scope");
      RawSpan.RawOrigin origin =
          new RawSpan.RawOrigin(
              resource,
              scope.text("name", "name"),
              scope.text("version", "version"),
              scope.attributes());
      for (JsonFields item : ofScope.objects(signal.items, signal.itemsSnake)) {
        try {
          signal.reader.accept(origin, item);
        } catch (JsonFields.FieldException e) {
          faults.add(e.getMessage());
        }
      }
    }
  }

  private MalformedPayloadException malformed(String what) {
    return new MalformedPayloadException(
        "body is no OTLP " + signal.name + " export in JSON: " + what, null);
  }

  private static String found(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return token == null ? "an empty body" : token.name() + " at " + where(parser);
  }

  private static String where(JsonParser parser) {
    return "line "
        + parser.currentTokenLocation().getLineNr()
        + ", column "
        + parser.currentTokenLocation().getColumnNr();
  }
}
