package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentJsonTest {

  private final ContentJson json = new ContentJson(100);

  @Test
  void messages_ofParts_haveTheConventionsShape() {
    assertThat(
            json.messages(
                List.of(
                    Message.of("user", List.of(Part.text("Say \"hi\"\n"))),
                    Message.output(
                        List.of(Part.toolCall("c1", "find", "{\"a\":[1,2.5,null,true]}")),
                        "tool_call"),
                    Message.of("tool", List.of(Part.toolCallResponse("c1", "ok"))))))
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Say \\\"hi\\\"\\n\"}]},"
                + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\","
                + "\"name\":\"find\",\"arguments\":{\"a\":[1,2.5,null,true]}}],"
                + "\"finish_reason\":\"tool_call\"},"
                + "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c1\","
                + "\"response\":\"ok\"}]}]");
    assertThat(json.truncated()).isFalse();
  }

  @Test
  void text_tooLong_saysHowMuchWasCut() {
    assertThat(json.text("x".repeat(350)))
        .isEqualTo("x".repeat(100) + "…[truncated 250 characters]");
    assertThat(json.truncated()).isTrue();
  }

  @Test
  void value_cutText_countsTheWhole() {
    assertThat(json.value(new CutText("y".repeat(200), 5_000)))
        .isEqualTo("\"" + "y".repeat(100) + "…[truncated 4900 characters]\"");
  }

  @Test
  void text_credentialAcrossTheCut_doesNotShowItsHead() {
    String cut = json.text("z".repeat(90) + " sk-" + "a".repeat(40) + " " + "z".repeat(500));

    assertThat(cut).doesNotContain("sk-").endsWith(" characters]");
  }

  @Test
  void messages_longHistory_keepsTheNewestWhole() {
    List<Message> history =
        IntStream.range(0, 20)
            .mapToObj(i -> Message.of("user", List.of(Part.text(i + "x".repeat(90)))))
            .toList();

    String written = json.messages(history);

    assertThat(written).contains("\"19" + "x".repeat(90) + "\"");
    assertThat(written)
        .startsWith("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"…[");
    assertThat(JsonReader.readStructure(written)).isInstanceOf(List.class);
  }

  @Test
  void object_plainText_isWrapped() {
    assertThat(json.object("sunny", "result")).isEqualTo("{\"result\":\"sunny\"}");
    assertThat(json.object("{\"t\":21}", "result")).isEqualTo("{\"t\":21}");
    assertThat(json.object("[1]", "result")).isEqualTo("{\"result\":[1]}");
  }

  @Test
  void value_secretField_isMaskedWhateverItHolds() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("user", "ann");
    map.put("password", "x");
    map.put("schema", Map.of("password", Map.of("type", "string")));

    assertThat(json.value(map))
        .isEqualTo(
            "{\"user\":\"ann\",\"password\":\"[masked]\","
                + "\"schema\":{\"password\":{\"type\":\"string\"}}}");
  }

  @Test
  void value_loneSurrogatesAndControls_areEscaped() {
    assertThat(json.value("a\ud800b\u0001😀")).isEqualTo("\"a\\ud800b\\u0001😀\"");
    assertThat(json.value(Double.NaN)).isEqualTo("null");
  }
}
