package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void readStructure_object_isAMap() {
    assertThat(
            JsonReader.readStructure(
                " {\"a\" : 1, \"b\":[true,false,null,-2.5e1],\"c\":\"\\u00e4\\n\\\"\", \"d\":{}} "))
        .isEqualTo(
            Map.of(
                "a",
                1L,
                "b",
                Arrays.asList(true, false, null, -25.0),
                "c",
                "ä\n\"",
                "d",
                Map.of()));
  }

  @Test
  void readStructure_array_isAList() {
    assertThat(JsonReader.readStructure("[]")).isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\"text\"",
        "12",
        "{",
        "{\"a\"}",
        "{\"a\":1,}",
        "[1 2]",
        "{} x",
        "[tru]",
        "{\"a\":\"unfinished",
        "[\"\\x\"]",
        "[1.2.3]"
      })
  void readStructure_anythingElse_isNothing(String text) {
    assertThat(JsonReader.readStructure(text)).isNull();
  }

  @Test
  void readStructure_tooDeep_isNothing() {
    assertThat(JsonReader.readStructure("[".repeat(10_000))).isNull();
  }
}
