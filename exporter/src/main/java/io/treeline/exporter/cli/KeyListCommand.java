package io.treeline.exporter.cli;

import io.treeline.exporter.access.ApiKey;
import io.treeline.exporter.access.KeyFile;
import io.treeline.exporter.access.Scope;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code treeline keys list}. */
@Command(
    name = "list",
    description = "Lists all keys, revoked ones too. Secrets are kept nowhere.",
    footer = "  treeline keys list")
final class KeyListCommand extends KeyCommand {

  KeyListCommand(ReadCommands.KeyFileLocator locator) {
    super(locator);
  }

  @Override
  int run(KeyFile file, PrintWriter out) {
    List<ApiKey> keys = file.read();
    Table table = new Table(8);
    table.add(row("KEY", "PROJECT", "SCOPES", "CREATED", "REVOKED", "SPANS/S", "BYTES/S", "NOTE"));
    for (ApiKey key : keys) {
      table.add(
          row(
              key.id(),
              key.project().name(),
              String.join(",", key.scopes().stream().sorted().map(Scope::word).toList()),
              key.created().toString(),
              key.revoked() == null ? "" : key.revoked().toString(),
              limit(key.spansPerSecond()),
              limit(key.bytesPerSecond()),
              key.note()));
    }
    table.print(out);
    return 0;
  }

  private static String limit(@Nullable Long limit) {
    return limit == null ? "" : limit.toString();
  }

  private static List<Table.Cell> row(String... cells) {
    return List.of(cells).stream().map(Texts::clean).map(Table.Cell::of).toList();
  }
}
