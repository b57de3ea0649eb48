package io.treeline.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.api.RunningApi;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PricesCommandTest {

  private static final Path DOCUMENTATION = Path.of("..", "docs", "cost.md");
  private static final String PROMPT = "$ treeline ";

  @TempDir Path directory;

  @Test
  void check_offline_tellsRowWhyAndSum() {
    Run run =
        run(
            "prices",
            "check",
            "claude-sonnet-4-5-20250929",
            "--provider",
            "anthropic",
            "--offline",
            "--at",
            "2026-11-23T06:00:00Z",
            "--input",
            "250000",
            "--output",
            "1000",
            "--cache-read",
            "100000",
            "--cache-write",
            "50000");

    assertThat(run.err).isEmpty();
    assertThat(run.out)
        .contains(
            "shipped: provider name \"anthropic\": anthropic/claude-sonnet-4-5 by starts_with"
                + " \"claude-sonnet-4-5\"",
            "cache read",
            "cache_read_mtok above 200,000",
            "not in any cost, for spans do not count it: web_searches_kcount",
            "total $1.0575");
    assertThat(run.exitCode).isZero();
  }

  @Test
  void check_unknownModel_exitsWithOneAndTellsWhatWasConsidered() {
    Run run = run("prices", "check", "gpt-4o", "--provider", "ollama", "--offline");

    assertThat(run.out)
        .startsWith(
            "considered\n"
                + "  shipped: provider name \"ollama\", which no list has: not in the list\n"
                + "unpriced: no row applies\n");
    assertThat(run.exitCode).isEqualTo(1);
  }

  @Test
  void check_exporterRuns_isAskedAndAnswersTheSame(@TempDir Path data) throws Exception {
    String[] question = {
      "prices",
      "check",
      "gpt-realtime",
      "--provider",
      "openai",
      "--at",
      "2026-11-23T06:00:00Z",
      "--input",
      "100",
      "--output",
      "10",
      "--input-audio",
      "50",
      "--output-audio",
      "5",
      "--reasoning",
      "1",
      "--cache-read",
      "20",
      "--cache-read-audio",
      "10",
      "--cache-write",
      "0",
      "--cache-write-hour",
      "0",
      "--input-image",
      "5",
      "--json"
    };
    try (RunningApi api = new RunningApi(data)) {
      Run asked = run(with(question, "--url", api.url()));

      assertThat(asked.err).isEmpty();
      JsonNode document = new ObjectMapper().readTree(asked.out);
      // 45 text of which 10 cached, 50 audio of which 10 cached, 5 images: 35 x 4 + 10 x 0.40
      // + 40 x 32 + 10 x 0.40 + 5 x 5 + 5 x 16 + 5 x 64
      assertThat(document.get("totalUsd").asText()).isEqualTo("0.001853");
      assertThat(run(with(question, "--offline")).out).isEqualTo(asked.out);
    }
  }

  @Test
  void check_ownFile_itsRowsWin() throws Exception {
    Path file = Files.writeString(directory.resolve("p.csv"), "model,input_mtok\nhouse,2\n");

    Run run = run("prices", "check", "house", "--prices-file", file.toString());

    assertThat(run.out).contains("prices-file:*/house  by equals \"house\"", file + ": 1 model");
  }

  @Test
  void check_brokenFile_exitsWithTwoAndNamesTheRow() throws Exception {
    Path file = Files.writeString(directory.resolve("p.csv"), "model,input_mtok\nhouse,x\n");

    Run run = run("prices", "check", "house", "--prices-file", file.toString());

    assertThat(run.err)
        .contains("line 2 (house): input_mtok must be dollars such as 2.50: was \"x\"");
    assertThat(run.exitCode).isEqualTo(2);
  }

  @Test
  void check_wrongTime_exitsWithTwo() {
    assertThat(run("prices", "check", "x", "--offline", "--at", "noon").err)
        .isEqualTo("treeline: --at must be a time such as 2026-11-23T06:00:00Z: was \"noon\"\n");
  }

  @Test
  void list_provider_onlyItsRows() {
    Run run = run("prices", "list", "--provider", "gcp.gemini", "--offline");

    assertThat(run.out.lines().filter(line -> line.startsWith("shipped")))
        .isNotEmpty()
        .allMatch(line -> line.matches("shipped +google .*"));
    assertThat(run.exitCode).isZero();
  }

  @Test
  void documentation_everyExample_isWhatIsPrinted() throws Exception {
    List<String> lines = Files.readAllLines(DOCUMENTATION);
    int examples = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(PROMPT)) {
        continue;
      }
      List<String> expected = new ArrayList<>();
      for (int j = i + 1; !lines.get(j).equals("```"); j++) {
        expected.add(lines.get(j));
      }
      Run run = run(lines.get(i).substring(PROMPT.length()).split(" +"));

      assertThat(run.out.lines().toList()).as(lines.get(i)).isEqualTo(expected);
      examples++;
    }
    assertThat(examples).isGreaterThanOrEqualTo(4);
  }

  @Test
  void reprice_storedCalls_dryRunTellsAndTheRunChangesThem(@TempDir Path data) throws Exception {
    try (RunningApi api = new RunningApi(data)) {
      // 1,000 in at 0.15 and 100 out at 0.60 dollars a million; stored at another price.
      Span dear = TestSpans.llm("gpt-4o-mini").session("s-1").tokens(1000, 100).cost("7").build();
      Span unknown = TestSpans.llm("house-model").session("s-2").tokens(10, 1).build();
      api.write(dear, unknown);

      assertThat(run("prices", "reprice", "--url", api.url()).err)
          .isEqualTo(
              "treeline: choose sessions, for example with --from, or give --all; not both\n");
      assertThat(run("prices", "reprice", "--all", "--model", "x", "--url", api.url()).exitCode)
          .isEqualTo(2);

      Run dry = run("prices", "reprice", "--all", "--dry-run", "--url", api.url());
      assertThat(dry.err).isEmpty();
      assertThat(dry.out.lines().map(line -> line.replaceAll(" +", " ")))
          .containsExactly(
              "1 of 2 calls in 2 sessions would change", " test → openai/gpt-4o-mini 1 call");
      assertThat(cost(api, dear)).isEqualByComparingTo("7");

      assertThat(run("prices", "reprice", "--model", "house-model", "--url", api.url()).out)
          .isEqualTo("0 of 1 call in 1 session changed\n");

      Run real = run("prices", "reprice", "--model", "gpt-4o-mini", "--json", "--url", api.url());
      JsonNode document = new ObjectMapper().readTree(real.out);
      assertThat(document.get("dryRun").asBoolean()).isFalse();
      assertThat(document.get("changed").asInt()).isEqualTo(1);
      assertThat(cost(api, dear)).isEqualByComparingTo("0.00021");
      assertThat(run("prices", "reprice", "--all", "--url", api.url()).out)
          .isEqualTo("0 of 2 calls in 2 sessions changed\n");
    }
  }

  private static BigDecimal cost(RunningApi api, Span span) {
    return api.store.reader().span(span.key()).orElseThrow().operation().costUsd();
  }

  private record Run(int exitCode, String out, String err) {}

  private static String[] with(String[] first, String... rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all.toArray(String[]::new);
  }

  private static Run run(String... arguments) {
    CommandLine main = new CommandLine(CommandLine.Model.CommandSpec.create().name("treeline"));
    ReadCommands.addTo(
        main,
        (unused, project) -> {
          throw new AssertionError("no command about prices opens a store");
        });
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    main.setOut(new PrintWriter(out));
    main.setErr(new PrintWriter(err));
    int exitCode = main.execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
