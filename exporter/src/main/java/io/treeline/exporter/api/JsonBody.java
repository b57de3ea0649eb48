package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.treeline.exporter.query.QueryException;
import java.io.IOException;
import java.io.OutputStream;

/** A JSON document that can be written out, however large, without holding it as a whole. */
@FunctionalInterface
public interface JsonBody {

  /** Writes the document's one value; neither flushes nor closes. */
  void writeTo(JsonGenerator out) throws IOException;

  /** Writes the document as UTF-8; leaves the stream open. */
  default void writeTo(OutputStream stream) throws IOException {
    try (JsonGenerator out = Writing.FACTORY.createGenerator(stream)) {
      writeTo(out);
    }
  }

  /** Reads JSON so that writing it again loses no digit, and refuses text after the value. */
  static ObjectReader exactReader() {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build()
        .reader();
  }

  /**
   * Reads a body that must be one JSON object, losing no digit.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static JsonNode object(byte[] body) {
    try {
      JsonNode json = exactReader().readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw QueryException.invalid("the body must be JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw QueryException.invalid("the body cannot be read: " + e.getMessage());
    }
    throw QueryException.invalid("the body must be a JSON object");
  }

  /** How documents are written. */
  final class Writing {

    // Content that could be read may stand some levels deeper in the answer.
    private static final JsonFactory FACTORY =
        JsonFactory.builder()
            .streamWriteConstraints(
                StreamWriteConstraints.builder().maxNestingDepth(4 * TreeJson.MAX_LEVELS).build())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build()
            .setCodec(new ObjectMapper());

    private Writing() {}
  }
}
