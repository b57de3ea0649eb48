package io.treeline.exporter.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The texts that people and models wrote, out of a part of a span's content. */
public final class ContentParts {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private ContentParts() {}

  /**
   * Every string and number of a JSON text, without its field names; all of a text that is no JSON.
   */
  public static List<String> texts(String content) {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(content)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
          texts.add(parser.getText());
        }
      }
      return texts;
    } catch (IOException e) {
      // No JSON, or cut at the sender's limit.
      return List.of(content);
    }
  }
}
