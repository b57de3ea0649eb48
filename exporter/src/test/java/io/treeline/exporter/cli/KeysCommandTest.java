package io.treeline.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.config.ExporterConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code treeline keys}, on the file of an exporter's settings. */
class KeysCommandTest {

  @TempDir Path data;

  private record Run(int exitCode, String out, String err) {}

  private Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine main = new CommandLine(CommandLine.Model.CommandSpec.create().name("treeline"));
    ReadCommands.addKeysTo(
        main, (config, flags) -> ExporterConfig.keysFile(config, Map.of(), flags));
    main.getSubcommands().values().forEach(each -> each.setOut(new PrintWriter(out, true)));
    main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = main.execute(args);
    return new Run(exitCode, out.toString(), err.toString());
  }

  @Test
  void create_key_isAloneOnStandardOutputAndInTheList() {
    Run created =
        run(
            "keys",
            "create",
            "--data-dir",
            data.toString(),
            "--project",
            "shop",
            "--scope",
            "read,ingest",
            "--note",
            "Ada");
    String id = created.out.substring(3, 13);

    assertThat(created.exitCode).isZero();
    assertThat(created.out).matches("tl_[a-z0-9]{10}_[A-Za-z0-9_-]{43}\n");
    assertThat(created.err)
        .isEqualTo(
            "Key %s opens the project shop (ingest, read). It is shown only now; kept in %s is a"
                    .formatted(id, data.resolve("keys.jsonl"))
                + " hash of it.\n");
    Run listed = run("keys", "list", "--data-dir", data.toString());
    assertThat(listed.out).contains(id, "shop", "ingest,read", "Ada").doesNotContain("tl_");
  }

  @Test
  void revoke_key_isSaidInTheList() {
    String id =
        run("keys", "create", "--data-dir", data.toString(), "--scope", "read")
            .out
            .substring(3, 13);

    assertThat(run("keys", "revoke", "--data-dir", data.toString(), id).out)
        .isEqualTo("Key " + id + " is revoked.\n");
    assertThat(run("keys", "list", "--data-dir", data.toString()).out)
        .containsPattern(id + ".*20\\d\\d-.*20\\d\\d-");
    assertThat(run("keys", "revoke", "--data-dir", data.toString(), "nobody").exitCode)
        .isEqualTo(1);
  }

  @Test
  void create_wrongProjectOrScope_saysWhatIsExpectedAndMakesNone() {
    Run project =
        run("keys", "create", "--data-dir", data.toString(), "--scope", "read", "--project", "A");
    Run scope = run("keys", "create", "--data-dir", data.toString(), "--scope", "all");

    assertThat(project.exitCode).isEqualTo(2);
    assertThat(project.err).startsWith("treeline: project must be 1 to 63 lower case letters");
    assertThat(scope.exitCode).isEqualTo(2);
    assertThat(scope.err)
        .isEqualTo("treeline: scope must be one of ingest, read, admin, metrics: was \"all\"\n");
    assertThat(Files.exists(data.resolve("keys.jsonl"))).isFalse();
  }
}
