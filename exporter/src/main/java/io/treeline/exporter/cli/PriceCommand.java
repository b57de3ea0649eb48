package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.api.JsonBody;
import io.treeline.exporter.pricing.Prices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about prices have in common: whose prices, how to fail. */
@Command(
    mixinStandardHelpOptions = true,
    synopsisHeading = "%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:no row applies",
      "2:wrong usage, or a file of prices that cannot be used",
      "3:no exporter answers at --url"
    },
    footerHeading = "%nExamples:%n")
abstract class PriceCommand implements Callable<Integer> {

  @Option(
      names = {"--url", "--server"},
      paramLabel = "<url>",
      description =
          "Address of a running exporter, whose prices are asked. Without it, and without"
              + " --prices-file, that is "
              + ReadCommand.DEFAULT_URL
              + " if an exporter answers there, else the list inside this program.")
  @Nullable String url;

  @Option(
      names = "--prices-file",
      paramLabel = "<file>",
      description =
          "Asks no exporter: takes this file, then the list inside this program. Tells what is"
              + " wrong in the file.")
  @Nullable Path file;

  @Option(
      names = "--offline",
      description = "Asks no exporter: takes the list inside this program alone.")
  boolean offline;

  @Mixin ApiKeyOption apiKey = new ApiKeyOption();

  @Option(names = "--json", description = "Prints the document of the REST API.")
  boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  CommandSpec spec;

  /** Path and query of the REST API that answers the same. */
  abstract String path();

  /** The same document, without an exporter. */
  abstract JsonBody local(Prices prices);

  /** Prints the document; what the process exits with. */
  abstract int print(JsonNode document, PrintWriter out);

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      JsonNode document = document();
      int exitCode = CommandLine.ExitCode.OK;
      if (json) {
        out.println(document.toPrettyString());
      } else {
        exitCode = print(document, out);
      }
      ReadCommand.checkWritten(out);
      return exitCode;
    } catch (CliException e) {
      return CliException.report(spec, e.exitCode, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return CliException.report(spec, CliException.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode document() throws IOException {
    if (url != null && (file != null || offline)) {
      throw new CliException(
          CliException.USAGE, "use --url, or --prices-file or --offline, not both");
    }
    if (file != null || offline) {
      return localDocument(file);
    }
    try (RestAnswers answers =
        new RestAnswers(url == null ? ReadCommand.DEFAULT_URL : url, apiKey.get())) {
      return answers.read(path());
    } catch (CliException e) {
      if (url != null || e.exitCode != CliException.UNREACHABLE) {
        throw e;
      }
      return localDocument(null);
    }
  }

  private JsonNode localDocument(@Nullable Path path) throws IOException {
    try (Prices prices = path == null ? Prices.shipped() : Prices.withFile(path)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      local(prices).writeTo(bytes);
      return Documents.READER.readTree(bytes.toByteArray());
    } catch (IllegalArgumentException e) {
      throw new CliException(CliException.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /** The lists that were asked, and what is wrong with one. */
  static void printLists(JsonNode document, PrintWriter out) {
    for (JsonNode list : document.path("lists")) {
      String location =
          list.path("location").isNull() ? "" : " " + Texts.clean(list.path("location").asText());
      out.println(
          "  %s%s: %s"
              .formatted(
                  list.path("list").asText(),
                  location,
                  Texts.count(list.path("models").asLong(), "model")));
      if (list.path("problem").isTextual()) {
        out.println("    PROBLEM: " + Texts.clean(list.path("problem").asText()));
      }
    }
  }
}
