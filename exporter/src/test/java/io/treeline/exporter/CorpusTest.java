package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What senders of every dialect send, and what is made of it: trees, names, tokens, cost and
 * errors, to the last digit. {@code -Dtreeline.corpus.write=true} writes the expected files anew;
 * each has to be read before it is committed.
 *
 * <p>Orders of arrival and batches are drawn span by span over the whole corpus, with the same four
 * seeds always and one more that is drawn anew. A failure names the seed; {@code
 * -Dtreeline.corpus.seed=<seed>} repeats it.
 */
class CorpusTest {

  private static final boolean WRITE = Boolean.getBoolean("treeline.corpus.write");

  @TempDir static Path directory;

  private static CorpusAnswers answers;

  @BeforeAll
  static void sendAllAsTheyAre() {
    answers = new CorpusAnswers(directory);
    CorpusCase.all().forEach(one -> answers.accept(one.sent()));
  }

  @AfterAll
  static void close() {
    answers.close();
  }

  static LongStream seeds() {
    Long given = Long.getLong("treeline.corpus.seed");
    return given != null
        ? LongStream.of(given)
        : LongStream.of(1, 2, 3, 4, new SecureRandom().nextInt(Integer.MAX_VALUE));
  }

  static List<CorpusCase> cases() {
    return CorpusCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void case_sentAsItIs_isReadAsExpected(CorpusCase one) {
    JsonNode actual = readBack(answers.of(one));
    if (WRITE) {
      one.writeExpected(actual);
    }

    assertThat(actual.toPrettyString()).isEqualTo(one.expected().toPrettyString());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void corpus_inAnyOrderAndBatches_isReadAsExpected(long seed, @TempDir Path other) {
    Random random = new Random(seed);
    List<ObjectNode> spans = new ArrayList<>();
    CorpusCase.all().forEach(one -> spans.addAll(one.spans()));
    // A tenth of them comes twice, as after an answer that was lost.
    for (int i = spans.size() / 10; i > 0; i--) {
      spans.add(spans.get(random.nextInt(spans.size())));
    }
    Collections.shuffle(spans, random);

    // Only what differs: all of it would fill the screen.
    Map<String, String> actual = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    try (CorpusAnswers shuffled = new CorpusAnswers(other)) {
      for (int from = 0; from < spans.size(); ) {
        int to = Math.min(spans.size(), from + 1 + random.nextInt(40));
        shuffled.accept(CorpusCase.request(spans.subList(from, to)));
        from = to;
      }
      for (CorpusCase one : CorpusCase.all()) {
        JsonNode answer = readBack(shuffled.of(one));
        if (!answer.equals(one.expected())) {
          actual.put(one.toString(), answer.toPrettyString());
          expected.put(one.toString(), one.expected().toPrettyString());
        }
      }
    }

    assertThat(actual).as("-Dtreeline.corpus.seed=%d", seed).isEqualTo(expected);
  }

  @Test
  void corpus_ofEachDialect_hasThreeCasesAtLeast() {
    Map<String, Long> cases =
        CorpusCase.all().stream()
            .collect(
                Collectors.groupingBy(CorpusCase::dialect, TreeMap::new, Collectors.counting()));

    assertThat(cases.keySet())
        .containsExactly(
            "adk",
            "agent-framework",
            "genai-new",
            "genai-old",
            "hard-cases",
            "helicone-headers",
            "langfuse",
            "loongsuite",
            "mcp",
            "mlflow",
            "openinference",
            "openlit",
            "pydantic-ai",
            "semantic-kernel",
            "spring-ai",
            "traceloop",
            "treeline",
            "vercel-ai");
    assertThat(cases.values()).allMatch(count -> count >= 3);
  }

  /** As a file's numbers are read. */
  private static JsonNode readBack(JsonNode answer) {
    try {
      return CorpusCase.MAPPER.readTree(answer.toString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
