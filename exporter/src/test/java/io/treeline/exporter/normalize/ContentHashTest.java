package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentHashTest {

  @Test
  void of_sameContentWrittenOtherwise_isTheSame() {
    Long hash = ContentHash.of("{\"a\": 1, \"b\": [1.50, {\"c\": null, \"d\": true}]}");

    assertThat(ContentHash.of("{\"b\":[1.5,{\"d\":true,\"c\":null}],\"a\":1.0}")).isEqualTo(hash);
    assertThat(ContentHash.of("{\"b\":[15e-1,{\"d\":true,\"c\":null}],\"a\":1e0}")).isEqualTo(hash);
    assertThat(ContentHash.of("\"{\\\"a\\\":1,\\\"b\\\":[1.5,{\\\"c\\\":null,\\\"d\\\":true}]}\""))
        .isEqualTo(hash);
  }

  @Test
  void of_otherContent_isAnother() {
    Long hash = ContentHash.of("{\"a\": [1, 2]}");

    assertThat(ContentHash.of("{\"a\": [2, 1]}")).isNotEqualTo(hash);
    assertThat(ContentHash.of("{\"a\": [1, \"2\"]}")).isNotEqualTo(hash);
    assertThat(ContentHash.of("{\"a\": [12]}")).isNotEqualTo(hash);
    assertThat(ContentHash.of("{\"a\": [1, 2, null]}")).isNotEqualTo(hash);
  }

  @Test
  void of_textThatIsNoJson_countsAsItIs() {
    assertThat(ContentHash.of("\"order A-17\"")).isNotEqualTo(ContentHash.of("\"order a-17\""));
    assertThat(ContentHash.of("\"007\"")).isNotEqualTo(ContentHash.of("\"7\""));
    assertThat(ContentHash.of("\"order A-17\"")).isEqualTo(ContentHash.of("\"order A-17\""));
  }

  @Test
  void of_nothing_isUnknown() {
    assertThat(ContentHash.of(null)).isNull();
  }

  @Test
  void of_hugeExponent_takesNoTime() {
    assertThat(ContentHash.of("{\"n\": 1e300}")).isNotEqualTo(ContentHash.of("{\"n\": 1e301}"));
    assertThat(ContentHash.of("{\"n\": 1e999999999}")).isNotNull();
  }
}
