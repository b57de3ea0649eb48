package io.treeline.demo.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;

/**
 * Embeds texts: each dimension counts the words that hash to it, so that texts with words in common
 * are near each other, and a search over them finds what it should.
 */
final class EmbeddingJson {

  private static final int DIMENSIONS = 256;

  private final ObjectMapper json;

  EmbeddingJson(ObjectMapper json) {
    this.json = json;
  }

  /** All inputs of a request as one text, for counting. */
  static String input(JsonNode body) {
    JsonNode input = body.path("input");
    if (input.isTextual()) {
      return input.asText();
    }
    StringBuilder joined = new StringBuilder();
    input.forEach(text -> joined.append(text.asText()));
    return joined.toString();
  }

  ObjectNode whole(JsonNode request, Usage usage) {
    boolean base64 = request.path("encoding_format").asText().equals("base64");
    ObjectNode body = json.createObjectNode().put("object", "list");
    ArrayNode data = body.putArray("data");
    JsonNode input = request.path("input");
    if (input.isTextual()) {
      add(data, input.asText(), base64);
    } else {
      input.forEach(text -> add(data, text.asText(), base64));
    }
    body.put("model", Ids.datedModel(request.path("model").asText()));
    body.putObject("usage").put("prompt_tokens", usage.input()).put("total_tokens", usage.input());
    return body;
  }

  private static void add(ArrayNode data, String text, boolean base64) {
    float[] vector = embed(text);
    ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
    if (base64) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : vector) {
        bytes.putFloat(value);
      }
      item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
    } else {
      ArrayNode values = item.putArray("embedding");
      for (float value : vector) {
        values.add(value);
      }
    }
  }

  private static float[] embed(String text) {
    float[] vector = new float[DIMENSIONS];
    for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
      if (word.length() > 3) {
        vector[Math.floorMod(word.hashCode(), DIMENSIONS)] += 1;
      }
    }
    float length = 0;
    for (float value : vector) {
      length += value * value;
    }
    for (int i = 0; i < vector.length && length > 0; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }
}
