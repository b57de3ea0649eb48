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

  static DecodedBatch decode(byte[] body) {
    List<RawSpan> spans = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("expected a JSON object, found " + found(parser));
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("resourceSpans") || field.equals("resource_spans")) {
          readResourceSpans(parser, spans, faults);
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
    return new DecodedBatch(spans, faults);
  }

  private static void readResourceSpans(JsonParser parser, List<RawSpan> spans, List<String> faults)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("resourceSpans must be an array: was " + found(parser));
    }
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode node = parser.readValueAsTree();
      try {
        readScopes(new JsonFields(node, "resourceSpans[" + index + "]"), spans, faults);
      } catch (JsonFields.FieldException e) {
        throw new MalformedPayloadException("body is no OTLP trace export: " + e.getMessage(), e);
      }
      index++;
    }
  }

  private static void readScopes(
      JsonFields resourceSpans, List<RawSpan> spans, List<String> faults) {
    Map<String, JsonNode> resource = resourceSpans.object("resource", "resource").attributes();
    for (JsonFields scopeSpans : resourceSpans.objects("scopeSpans", "scope_spans")) {
      JsonFields scope = scopeSpans.object("scope", "scope");
      RawSpan.RawOrigin origin =
          new RawSpan.RawOrigin(
              resource,
              scope.text("name", "name"),
              scope.text("version", "version"),
              scope.attributes());
      for (JsonFields span : scopeSpans.objects("spans", "spans")) {
        try {
          spans.add(JsonSpanReader.read(origin, span));
        } catch (JsonFields.FieldException e) {
          faults.add(e.getMessage());
        }
      }
    }
  }

  private static MalformedPayloadException malformed(String what) {
    return new MalformedPayloadException("body is no OTLP trace export in JSON: " + what, null);
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

  private JsonDecoder() {}
}
