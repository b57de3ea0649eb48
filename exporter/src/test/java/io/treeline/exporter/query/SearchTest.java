package io.treeline.exporter.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.TextQuery;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and phrases in what spans said. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {

  private SpanStore store;
  private QueryService query;

  @BeforeAll
  void write(@TempDir Path directory) {
    store = DuckDbSpanStore.open(directory);
    query = new QueryService(store);
    Span model =
        TestSpans.llm("m")
            .session("s-model")
            .at(1_000, 2_000)
            .messages(
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":"
                    + "\"Où est le Café \\\"Zürich\\\"?\\nOrder 4711, please\"}]}]",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":"
                    + "\"Beside the station\"}]}]")
            .build();
    Span tool =
        TestSpans.tool("find")
            .session("s-tool")
            .at(3_000, 4_000)
            .toolCall("{\"place\":\"caf\\u00e9 z\\u00fcrich\",\"n\":4711}", "no JSON: not found")
            .build();
    store.writer().write(List.of(model, tool));
    List<Span> many = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      many.add(
          TestSpans.tool("t").session("s-" + i).at(10, 20).toolCall("{}", "\"needle\"").build());
    }
    store.writer().write(many);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private SearchPage search(String text, String in, String limit, String cursor) {
    return query.search(new SearchRequest(text, null, null, in, limit, cursor));
  }

  private List<String> sessions(String text, String in) {
    return search(text, in, null, null).hits().stream().map(h -> h.span().sessionId()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cafe|s-tool,s-model",
        "CAFÉ zurich|s-tool,s-model",
        "\"café zürich\"|s-tool,s-model",
        "\"zurich order\"|s-model",
        "\"order zurich\"|''",
        "4711|s-tool,s-model",
        "station cafe|s-model",
        "caf|''",
        "role|''",
        "place|''",
        "\"not found|s-tool",
      })
  void search_wordsAndPhrases_findsWhereAllAre(String text, String expected) {
    List<String> ids = expected.isEmpty() ? List.of() : List.of(expected.split(","));

    assertThat(sessions(text, null)).isEqualTo(ids);
  }

  @Test
  void search_parts_looksThereOnly() {
    assertThat(sessions("cafe", "input")).containsExactly("s-model");
    assertThat(sessions("cafe", "output")).isEmpty();
    assertThat(sessions("cafe", "arguments")).containsExactly("s-tool");
    assertThat(sessions("found", "arguments,result")).containsExactly("s-tool");
  }

  @Test
  void search_snippet_hasTextAndOffsets() {
    SearchPage.Snippet snippet =
        search("\"zurich order\" cafe", null, null, null).hits().get(0).snippets().get(0);

    assertThat(snippet)
        .isEqualTo(
            new SearchPage.Snippet(
                "inputMessages",
                "Où est le Café \"Zürich\"?\nOrder 4711, please",
                List.of(10, 14, 16, 30)));
  }

  @Test
  void search_pages_giveEveryHitOnce() {
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      SearchPage page = search("needle", null, "7", cursor);
      page.hits().forEach(hit -> found.add(hit.span().sessionId()));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(found).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void search_cursorOfAnotherSearch_isRefused() {
    String cursor = search("needle", null, "7", null).nextCursor();

    assertThatThrownBy(() -> search("other", null, "7", cursor))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("cursor must be the nextCursor");
  }

  @Test
  void sessions_content_findsSessionsBySpansThatMatch() {
    FilterRequest filter = FilterRequest.ALL.with("content", "\"cafe zurich\" order");

    assertThat(query.sessions(new SessionListRequest(filter, null, null, null)).sessions())
        .extracting(SessionSummary::sessionId)
        .containsExactly("s-model");
  }

  @ParameterizedTest
  @CsvSource({"''", "'  '", "'\"\"'", "?!"})
  void search_noWord_isRefused(String text) {
    assertThatThrownBy(() -> search(text, null, null, null))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("1 to 32 words");
  }

  @ParameterizedTest
  @CsvSource({"İstanbul,istanbul", "ΑΘΉΝΑ,αθηνα", "Ångström,angstrom", "naïve,naive", "한국어,한국어"})
  void find_otherScripts_withoutCaseAndAccents(String written, String asked) {
    assertThat(TextQuery.parse(asked).find("x " + written + " y"))
        .containsExactly(new TextQuery.Match(2, 2 + written.length()));
  }
}
