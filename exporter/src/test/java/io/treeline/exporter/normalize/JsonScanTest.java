package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScanTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();

  private static final String CONVERSATION =
      """
      [{"role":"user","parts":[{"type":"text","content":"Wo ist \\"Nr. 12\\"?\\n\\u00e4öü 🙂"}]},
       {"role":"assistant","n":[-0.5e+3, 12, 1E9, true, false, null, {}, [ ]],"":{"a":{"b":"c"}}}]
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        " [ 1 , 2 ] ",
        "\"\"",
        "[[],{},[{}]]",
        "[\"twelve letters and more\",\"\\\\\"]",
        "{\"a\":-0,\"b\":0.10,\"c\":1e-7}"
      })
  void isSurelyJson_json_true(String text) {
    assertThat(JsonScan.isSurelyJson(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[01]",
        "[1.]",
        "[-]",
        "[1e]",
        "[tru]",
        "[truex]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1]",
        "[1}",
        "[]]",
        "[] []",
        "\"open",
        "\"\\x\"",
        "\"\\u12\"",
        "[\"\\u12G4\"]",
        "\"line\nbreak\"",
        "[NaN]",
        "'a'"
      })
  void isSurelyJson_somethingElse_false(String text) {
    assertThat(JsonScan.isSurelyJson(text)).isFalse();
  }

  @Test
  void isSurelyJson_deeperThanItLooks_false() {
    assertThat(JsonScan.isSurelyJson("[".repeat(64) + "]".repeat(64))).isTrue();
    assertThat(JsonScan.isSurelyJson("[".repeat(65) + "]".repeat(65))).isFalse();
  }

  @Test
  void isSurelyJson_textsChangedAtRandom_agreesWithTheParser() throws IOException {
    Random random = new Random(7);
    String characters = "[]{},:\"\\ \n\t0123456789.eE+-truefalsn\u0001é";
    int json = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(CONVERSATION);
      for (int changes = random.nextInt(3) + 1; changes > 0; changes--) {
        char c = characters.charAt(random.nextInt(characters.length()));
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, c);
        } else {
          text.insert(at, c);
        }
      }
      boolean parsed = parses(text.toString());
      json += parsed ? 1 : 0;
      assertThat(JsonScan.isSurelyJson(text.toString())).as(text.toString()).isEqualTo(parsed);
    }
    assertThat(json).isBetween(2_000, 18_000);
  }

  private static boolean parses(String text) throws IOException {
    try (JsonParser parser = JACKSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
      return false;
    }
  }
}
