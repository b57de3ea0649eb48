package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How content lies in the file. That it comes back as it was is in the contract. */
class StoredContentTest {

  private static final String TOOLS = "[{\"name\":\"search\",\"description\":\"looks things up\"}]";

  @TempDir Path directory;

  @Test
  void write_conversation_keepsEachMessageOnce() throws Exception {
    List<Span> turns = conversation("session", 20);

    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      for (Span turn : turns) {
        store.writer().write(List.of(turn));
      }
      assertThat(store.reader().spansOf("session", true)).containsExactlyElementsOf(turns);
    }

    // Each turn one from the user and one from the model; the tools.
    assertThat(count("SELECT count(*) FROM contents")).isEqualTo(20 * 2 + 1);
    assertThat(count("SELECT sum(len(input_messages)) FROM span_content")).isEqualTo(20 * 20);
  }

  @Test
  void write_whatTwoSessionsSay_keepsItOnce() throws Exception {
    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      store.writer().write(conversation("one", 3));
      store.writer().write(conversation("other", 4));
    }

    assertThat(count("SELECT count(*) FROM contents")).isEqualTo(4 * 2 + 1);
  }

  @Test
  void write_afterReopening_keepsItOncePerOpening() throws Exception {
    List<Span> first = conversation("one", 3);
    List<Span> second = conversation("other", 3);
    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      store.writer().write(first);
    }
    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      store.writer().write(second);
      assertThat(store.reader().spansOf("one", true)).containsExactlyElementsOf(first);
      assertThat(store.reader().spansOf("other", true)).containsExactlyElementsOf(second);
    }

    assertThat(count("SELECT count(*) FROM contents")).isEqualTo(2 * (3 * 2 + 1));
    assertThat(count("SELECT count(DISTINCT content_id) FROM contents")).isEqualTo(14);
  }

  @Test
  void write_valueOfTenMegabytes_comesBackEqual() {
    String large = "[\"" + "a long text, ".repeat(800_000) + "\"]";
    Span span = TestSpans.llm("m").session("large").messages(large, "[" + large + "]").build();

    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      store.writer().write(List.of(span));
      assertThat(store.reader().span(span.key()).orElseThrow().content().equals(span.content()))
          .isTrue();
    }
  }

  static List<Span> conversation(String session, int turns) {
    List<Span> spans = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      messages.add(
          "{\"role\":\"user\",\"content\":\"what of the answer number %d?\"}".formatted(i));
      String answer = "{\"role\":\"assistant\",\"content\":\"it is another one: %d\"}".formatted(i);
      spans.add(
          TestSpans.llm("m")
              .session(session)
              .at(1_000L * i, 1_000L * i + 500)
              .content(
                  new Content(
                      "[" + String.join(",", messages) + "]",
                      "[" + answer + "]",
                      null,
                      TOOLS,
                      null,
                      null,
                      null,
                      null))
              .build());
      messages.add(answer);
    }
    return spans;
  }

  private long count(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
