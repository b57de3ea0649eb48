package io.treeline.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  private record Order(String id, int amount, List<String> lines) {}

  @Test
  void of_text_staysAsItIs() {
    assertThat(JsonText.of("{\"a\": 1}")).isEqualTo("{\"a\": 1}");
    assertThat(JsonText.of("plain \"text\"")).isEqualTo("plain \"text\"");
  }

  @Test
  void of_structures_areJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a\"b\\c\n\u0001");
    map.put("none", null);
    map.put("numbers", new Object[] {1, 2.5, new BigDecimal("1E+3"), Double.NaN});
    map.put("record", new Order("A-1", 3, List.of("x", "y")));
    map.put("optional", Optional.of(true));
    map.put("ints", new int[] {1, 2});
    map.put("other", Thread.State.NEW);

    assertThat(JsonText.of(map))
        .isEqualTo(
            "{\"text\":\"a\\\"b\\\\c\\n\\u0001\",\"none\":null,"
                + "\"numbers\":[1,2.5,1E+3,\"NaN\"],"
                + "\"record\":{\"id\":\"A-1\",\"amount\":3,\"lines\":[\"x\",\"y\"]},"
                + "\"optional\":true,\"ints\":[1,2],\"other\":\"NEW\"}");
  }

  @Test
  void of_null_isNull() {
    assertThat(JsonText.of(Arrays.asList(1, null))).isEqualTo("[1,null]");
    assertThat(JsonText.of(null)).isEqualTo("null");
  }

  @Test
  void of_valueThatContainsItself_ends() {
    List<Object> list = new ArrayList<>();
    list.add(list);

    assertThat(JsonText.of(list)).isEqualTo("[".repeat(16) + "\"…\"" + "]".repeat(16));
  }

  @Test
  void of_valueWhoseTextFails_isItsClass() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("broken");
          }
        };

    assertThat(JsonText.of(List.of(broken))).isEqualTo("[\"" + broken.getClass().getName() + "\"]");
  }

  @Test
  void of_endlessText_isCut() {
    assertThat(JsonText.of(List.of("x".repeat(2_000_000), "y")).length())
        .isBetween(1_000_000, 1_000_010);
  }
}
