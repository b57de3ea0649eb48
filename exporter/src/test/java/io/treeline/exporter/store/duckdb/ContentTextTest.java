package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTextTest {

  private static final String ELEMENT = "{\"role\":\"user\",\"content\":\"some words\"}";

  @Test
  void split_arrayOfMessages_hasOnePieceEach() {
    String other = "{\"a\":[1,{\"b\":\"],}\\\",[\"}],\"c\":\"a longer text\\\\\"}";

    ContentText text = ContentText.split("[" + ELEMENT + "," + other + ", " + ELEMENT + "]");

    assertThat(pieces(text)).containsExactly(ELEMENT, other, " " + ELEMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "]",
        "words",
        "{\"a\":1}",
        "[1,2,3,4,5,6,7,8,9]",
        "[\"not closed]",
        "[\"ends in an escape\\]",
        "[\"cut at the sender's limit\",\"another element of it...",
      })
  void split_noArrayWorthCutting_isOnePiece(String json) {
    ContentText text = ContentText.split(json);

    assertThat(text.isWhole()).isTrue();
    assertThat(joined(text)).isEqualTo(json);
  }

  @Test
  void split_emptyArray_hasNoPieces() {
    assertThat(pieces(ContentText.split("[]"))).isEmpty();
    assertThat(joined(ContentText.split("[]"))).isEqualTo("[]");
    assertThat(joined(ContentText.split("[ ]"))).isEqualTo("[ ]");
  }

  @Test
  void split_arrayThatGoesOnFromAnother_isCutAsOnItsOwn() {
    ContentText before = ContentText.split("[" + ELEMENT + "," + ELEMENT + "]");
    String longer = "[" + ELEMENT + "," + ELEMENT + ", " + ELEMENT + ",[\"a, b\"]]";

    assertSameAsOnItsOwn(longer, before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[" + ELEMENT + "]",
        "[" + ELEMENT + "x]",
        "[" + ELEMENT + ",]",
        "[" + ELEMENT + ",",
        "[" + ELEMENT + ",\"not closed]",
        "[" + ELEMENT + ",1,2,3,4,5,6,7,8,9]",
        "[" + ELEMENT + "] ",
        "[\"another\",\"conversation\",\"that is long enough to be cut into pieces\"]",
        "[]",
        "",
      })
  void split_textThatDoesNotGoOnFromAnother_isCutAsOnItsOwn(String json) {
    assertSameAsOnItsOwn(json, ContentText.split("[" + ELEMENT + "]"));
    assertSameAsOnItsOwn(json, ContentText.split("[]"));
    assertSameAsOnItsOwn(json, ContentText.split("words"));
  }

  private static void assertSameAsOnItsOwn(String json, ContentText before) {
    ContentText alone = ContentText.split(json);
    ContentText after = ContentText.split(json, before);

    assertThat(after.isWhole()).isEqualTo(alone.isWhole());
    assertThat(pieces(after)).isEqualTo(pieces(alone));
    for (int i = 0; i < alone.pieces(); i++) {
      assertThat(after.hash1(i)).isEqualTo(alone.hash1(i));
      assertThat(after.hash2(i)).isEqualTo(alone.hash2(i));
    }
  }

  @Test
  void split_anyText_isTheSameWhenPutTogether() {
    Random random = new Random(42);
    String[] parts = {
      "[",
      "]",
      "{",
      "}",
      ",",
      "\"",
      "\\",
      " ",
      "\n",
      ":",
      "a",
      "ß",
      "語",
      "\uD83D\uDE00",
      "1",
      ELEMENT
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder json = new StringBuilder(random.nextBoolean() ? "[" : "");
      int length = random.nextInt(24);
      for (int k = 0; k < length; k++) {
        json.append(parts[random.nextInt(parts.length)]);
      }
      json.append(random.nextBoolean() ? "]" : "");

      assertThat(joined(ContentText.split(json.toString()))).isEqualTo(json.toString());
    }
  }

  @Test
  void hash_textsThatDifferInAnyByteOrLength_differ() {
    Set<List<Long>> hashes = new HashSet<>();
    byte[] bytes = new byte[64];
    int texts = 0;
    for (int length = 0; length <= bytes.length; length++) {
      for (int changed = 0; changed < Math.max(1, length); changed++) {
        byte[] one = new byte[length];
        if (length > 0) {
          one[changed] = 1;
        }
        long[] hash = new long[2];
        ContentHash.write(one, 0, length, hash, 0);
        hashes.add(List.of(hash[0], hash[1]));
        texts++;
      }
    }

    assertThat(hashes).hasSize(texts);
  }

  @Test
  void hash_sameBytesElsewhere_isTheSame() {
    byte[] bytes =
        "xabcdefghijklmnopqrsabcdefghijklmnopqrs".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    long[] hashes = new long[4];

    ContentHash.write(bytes, 1, 20, hashes, 0);
    ContentHash.write(bytes, 20, 39, hashes, 2);

    assertThat(hashes[0]).isEqualTo(hashes[2]);
    assertThat(hashes[1]).isEqualTo(hashes[3]);
  }

  private static List<String> pieces(ContentText text) {
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < text.pieces(); i++) {
      pieces.add(text.piece(i));
    }
    return pieces;
  }

  private static String joined(ContentText text) {
    return text.isWhole() ? text.piece(0) : "[" + String.join(",", pieces(text)) + "]";
  }
}
