package io.treeline.exporter.cli;

import io.treeline.exporter.access.KeyFile;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code treeline keys revoke}. */
@Command(
    name = "revoke",
    description = "Makes a key open nothing any more, and ends the logins made with it.",
    footer = "  treeline keys revoke k3j9x2mq7w")
final class KeyRevokeCommand extends KeyCommand {

  @Parameters(paramLabel = "<key>", description = "Id, as \"treeline keys list\" shows it.")
  String id = "";

  KeyRevokeCommand(ReadCommands.KeyFileLocator locator) {
    super(locator);
  }

  @Override
  int run(KeyFile file, PrintWriter out) {
    if (file.revoke(id).isEmpty()) {
      return CliException.report(
          spec,
          CliException.NOT_FOUND,
          "there is no key with this id in %s; \"treeline keys list\" shows them"
              .formatted(file.path()));
    }
    out.println("Key " + id + " is revoked.");
    return 0;
  }
}
