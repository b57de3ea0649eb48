package io.treeline.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.api.RunningApi;
import io.treeline.exporter.api.SupportSession;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import io.treeline.exporter.store.duckdb.ParquetFiles;
import io.treeline.exporter.transfer.StoreImports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadCommandsTest {

  private static final String SPAN_TREE =
      """
      Customer Support - Refund  order-4711  recovered
      2026-09-21 14:13:20 UTC · 1.00 s · 7 spans · 2 LLM calls · 2 tool calls · 1 error · 1,250→300 tokens · $0.001235 + 1 unpriced
      models gpt-4o-mini-2024-07-18, house-model · services support, test-service · users u-17 · tier=gold

                                                                                        TIME    SELF     TOKENS                    COST
      ✓ agent support-agent  iteration 2 of 5                                         1.00 s  180 ms  1,250→300  $0.001235 + 1 unpriced
      ├─ ✓ chat gpt-4o-mini-2024-07-18  → lookup_order  of 2 offered  retried once    190 ms          1,200→300               $0.001235
      ├─ ✗ tool lookup_order  TimeoutException: no answer within 50 ms  then retried   50 ms
      ├─ ✓ tool lookup_order  attempt 2                                                80 ms
      └─ ✓ agent refund-agent                                                         500 ms   30 ms       50→0                unpriced
         ├─ ✓ chat house-model                                                         90 ms               50→0                unpriced
         └─ ✓ human approval  approved by a person                                    380 ms
      """;

  private static final String PATH_TREE =
      """
                            TIME  SPANS  LLM  TOOLS  ERRORS     TOKENS                    COST
      support-agent       1.00 s      7    2      2       1  1,250→300  $0.001235 + 1 unpriced
      ├─ chat             190 ms      1    1                 1,200→300               $0.001235
      ├─ lookup_order ×2  130 ms      2           2       1
      └─ refund-agent     500 ms      3    1                      50→0                unpriced
         ├─ chat           90 ms      1    1                      50→0                unpriced
         └─ approval      380 ms      1
      """;

  private RunningApi api;

  @BeforeAll
  void start(@TempDir Path directory) {
    api = new RunningApi(directory);
    api.write(new SupportSession("order-4711").array());
    api.write(TestSpans.agent("earlier").session("older").at(-9000, -8000).build());
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void tree_bySpan_drawsWhatHappened() {
    Run run = run("tree", "--url", api.url(), "order-4711");

    assertThat(run.out).isEqualTo(SPAN_TREE);
    assertThat(run.exitCode).isZero();
  }

  @Test
  void session_known_saysWhatIsWorthKnowing() {
    Run run = run("session", "--url", api.url(), "order-4711");

    assertThat(run.out)
        .startsWith("Customer Support - Refund  order-4711  recovered\n")
        .endsWith(
            """

            time     1.00 s wall · 620 ms working · 380 ms waiting for people · 1.0 at once on average
            autonomy 1 human intervention · 1 approved
            recovery 1 of 1 failed tool call recovered · 120 ms spent on it
            loops    1 tool call without content could not be compared

            recovered     lookup_order failed (TimeoutException); it was tried again and that worked after 120 ms
            """);
    assertThat(run.exitCode).isZero();
    assertThat(run("session", "--url", api.url(), "nope").exitCode).isEqualTo(1);
  }

  @Test
  void tree_byPath_drawsThePlaces() {
    Run run = run("tree", "--url", api.url() + "/", "order-4711", "--by", "path");

    assertThat(run.out).endsWith(PATH_TREE);
  }

  @Test
  void tree_last_drawsTheNewest() {
    assertThat(run("tree", "--url", api.url(), "--last").out).isEqualTo(SPAN_TREE);
  }

  @Test
  void tree_namesThatSteerTerminals_areShownHarmless() {
    Span span =
        TestSpans.tool("\u001b[2Jevil\u202e\r\n").session("escape").name("x\u0007y").build();
    api.write(span);

    String out = run("tree", "--url", api.url(), "escape").out;

    assertThat(out).contains("tool [2Jevil").doesNotContain("\u001b", "\u202e", "\r", "\u0007");
  }

  @Test
  void sessions_all_table() {
    Run run = run("sessions", "--url", api.url(), "--search", "o", "--sort", "startTime");

    assertThat(run.out)
        .isEqualTo(
            """
            STARTED (UTC)        SESSION     NAME                       STATUS       TIME  SPANS  LLM  TOOLS  ERRORS     TOKENS                    COST
            2026-09-21 14:13:11  older       earlier                    ok         1.00 s      1    0      0       0
            2026-09-21 14:13:20  order-4711  Customer Support - Refund  recovered  1.00 s      7    2      2       1  1,250→300  $0.001235 + 1 unpriced
            """);
  }

  @Test
  void sessions_json_documentOfTheApi() throws Exception {
    Run run = run("sessions", "--url", api.url(), "--status", "recovered", "--json");

    JsonNode page = new ObjectMapper().readTree(run.out);
    assertThat(page.at("/sessions/0/sessionId").asText()).isEqualTo("order-4711");
    assertThat(page.get("sessions")).hasSize(1);
  }

  @Test
  void export_oneSession_oneSpanALineWithContent() throws Exception {
    Run run = run("export", "--url", api.url(), "order-4711");

    List<String> lines = run.out.lines().toList();
    assertThat(lines).filteredOn(line -> line.startsWith("{\"type\":\"span\"")).hasSize(7);
    // As it was said, letter for letter.
    assertThat(lines.get(1)).contains("\"outputMessages\":[{\"score\": 1.10}]");
    assertThat(lines.get(lines.size() - 2)).startsWith("{\"type\":\"session\"");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("{\"type\":\"end\",\"sessions\":1,\"spans\":7}");
  }

  @Test
  void export_allToFile_everySessionOldestFirst(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("all.jsonl");

    Run run = run("export", "--url", api.url(), "--all", "-o", file.toString());

    List<String> lines = Files.readAllLines(file);
    assertThat(run.exitCode).isZero();
    assertThat(lines.get(0)).contains("\"sessionId\":\"older\"");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("{\"type\":\"span\""))
        .filteredOn(line -> line.contains("\"order-4711\""))
        .hasSize(7);
    assertThat(run("export", "--url", api.url(), "--all", "-o", file.toString()).exitCode)
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv", "otlp"})
  void export_resumed_isTheWholeFile(String format, @TempDir Path directory) throws Exception {
    Path whole = directory.resolve("whole");
    run("export", "--url", api.url(), "--all", "--format", format, "-o", whole.toString());
    byte[] bytes = Files.readAllBytes(whole);
    Path broken = directory.resolve("broken");
    Files.write(broken, java.util.Arrays.copyOf(bytes, bytes.length - 300));

    String[] again = {
      "export", "--url", api.url(), "--all", "--format", format, "--resume", "-o", broken.toString()
    };
    Run run = run(again);

    assertThat(run.err).isEmpty();
    List<String> expected = Files.readAllLines(whole);
    List<String> lines = Files.readAllLines(broken);
    // The last line counts what the last part brought.
    assertThat(lines.subList(0, lines.size() - 1))
        .isEqualTo(expected.subList(0, expected.size() - 1));
    assertThat(run(again).err).contains("is complete");
  }

  @Test
  void import_exportedFile_isAllThere(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("all.parquet");
    run("export", "--url", api.url(), "--all", "--format", "parquet", "-o", file.toString());
    Path data = directory.resolve("data");
    try (SpanStore store = DuckDbSpanStore.open(data)) {
      assertThat(store.check().isHealthy()).isTrue();
    }

    Run run = run("import", "--data", data.toString(), file.toString());

    assertThat(run.err).isEmpty();
    assertThat(run.out).startsWith(file + ": ").endsWith("scores\n");
    String[] tree = {"tree", "order-4711", "--data", data.toString()};
    assertThat(run(tree).out).isEqualTo(run("tree", "order-4711", "--url", api.url()).out);
    assertThat(run("import", "--url", api.url(), file.toString()).out).isEqualTo(run.out);
  }

  @Test
  void aggregate_outcomes_columnsOfErrorsLoopsAndPeople() {
    Run run = run("aggregate", "--url", api.url(), "--by", "tool", "--outcomes");

    assertThat(run.err).isEmpty();
    assertThat(run.out.lines().findFirst().orElse(""))
        .contains("errors", "recovered", "abandoned", "redundant", "no person");
    assertThat(run.out).contains("(total)");
  }

  @Test
  void search_word_findsTheSpanThatSaidIt() {
    Run run = run("search", "--url", api.url(), "plain");

    assertThat(run.err).isEmpty();
    assertThat(run.out).contains("order-4711");
  }

  @Test
  void sql_select_isATable() {
    Run run =
        run(
            "sql",
            "--url",
            api.url(),
            "SELECT session_id, spans FROM sessions WHERE session_id = 'order-4711'");

    assertThat(run.err).isEmpty();
    assertThat(run.out).contains("session_id", "order-4711", "7");
    assertThat(run("sql", "--url", api.url(), "DROP TABLE spans").exitCode).isEqualTo(2);
  }

  @Test
  void any_dataOfStoppedExporter_readDirectly(@TempDir Path directory) {
    try (SpanStore store = DuckDbSpanStore.open(directory)) {
      store.writer().write(new SupportSession("order-4711").spans());
    }

    assertThat(run("tree", "--data", directory.toString(), "order-4711").out).isEqualTo(SPAN_TREE);
    assertThat(run("export", "--data", directory.toString(), "order-4711").out)
        .isEqualTo(run("export", "--url", api.url(), "order-4711").out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tree nope | 1 | treeline: no session \"nope\" is stored",
        "export nope | 1 | treeline: no session \"nope\" is stored",
        "tree | 2 | treeline: name one session, or use --last",
        "tree order-4711 --by time | 2 | treeline: by must be span or path: was \"time\"",
        "sessions --limit 0 | 2 | treeline: limit must be 1 to 1000: was 0",
        "export | 2 | treeline: name one session, or use --all or conditions such as --from",
        "export --all --data x | 2 | treeline: use --url or --data, not both"
      })
  void any_wrong_exitCodeAndMessage(String arguments, int exitCode, String message) {
    Run run = run((arguments + " --url " + api.url()).split(" "));

    assertThat(run.err.strip()).isEqualTo(message);
    assertThat(run.exitCode).isEqualTo(exitCode);
  }

  @Test
  void any_nobodyListens_3AndWhatToDo() {
    Run run = run("sessions", "--url", "http://127.0.0.1:1");

    assertThat(run.exitCode).isEqualTo(3);
    assertThat(run.err)
        .startsWith("treeline: no exporter answers at http://127.0.0.1:1")
        .contains("start one with \"java -jar treeline.jar\"");
  }

  @Test
  void any_noDataDirectory_3AndNothingCreated(@TempDir Path directory) {
    Path missing = directory.resolve("missing");

    Run run = run("sessions", "--data", missing.toString());

    assertThat(run.exitCode).isEqualTo(3);
    assertThat(missing).doesNotExist();
  }

  @Test
  void main_dataDirectoryWithoutADatabase_3AndNothingCreated(@TempDir Path directory) {
    StringWriter err = new StringWriter();
    CommandLine main = new CommandLine(CommandSpec.create().name("treeline"));
    ReadCommands.addTo(
        main,
        (wrong, project) -> {
          throw new IllegalArgumentException("nothing was ever stored in " + wrong);
        });
    main.setErr(new PrintWriter(err));

    int exitCode = main.execute("sessions", "--data", directory.toString());

    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString()).startsWith("treeline: nothing was ever stored in " + directory);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void export_outputCannotBeWritten_3AndSaysSo() {
    CommandLine main = new CommandLine(CommandSpec.create().name("treeline"));
    ReadCommands.addTo(main, (directory, project) -> fail("not asked for"));
    StringWriter err = new StringWriter();
    main.setOut(
        new PrintWriter(
            new Writer() {
              @Override
              public void write(char[] characters, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            }));
    main.setErr(new PrintWriter(err));

    int exitCode = main.execute("export", "--url", api.url(), "--all");

    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString()).startsWith("treeline: the output cannot be written");
  }

  @Test
  void any_unknownOption_2() {
    assertThat(run("tree", "--colour").exitCode).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"sessions", "session", "tree", "export"})
  void any_help_hasExamplesAndExitCodes(String command) {
    assertThat(run(command, "--help").out)
        .contains("Examples:", "  treeline " + command, "Exit codes:", "no exporter answers");
  }

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String... arguments) {
    CommandLine main = new CommandLine(CommandSpec.create().name("treeline"));
    ReadCommands.addTo(
        main,
        (directory, project) -> {
          SpanStore store = DuckDbSpanStore.open(directory);
          return new ReadCommands.OpenStore(
              new QueryService(store), new StoreImports(store), new ParquetFiles(), store::close);
        });
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    main.setOut(new PrintWriter(out));
    main.setErr(new PrintWriter(err));
    int exitCode = main.execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
