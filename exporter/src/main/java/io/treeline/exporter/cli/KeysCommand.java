package io.treeline.exporter.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code treeline keys}: its commands say which. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisHeading = "%n",
    synopsisSubcommandLabel = "create | list | revoke",
    commandListHeading = "%nCommands:%n",
    description =
        "Makes and revokes keys of an exporter with auth=keys. A running one takes changes within"
            + " a second.")
final class KeysCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  CommandSpec spec;

  static CommandLine commandLine(ReadCommands.KeyFileLocator locator) {
    return new CommandLine(new KeysCommand())
        .addSubcommand("create", new KeyCreateCommand(locator))
        .addSubcommand("list", new KeyListCommand(locator))
        .addSubcommand("revoke", new KeyRevokeCommand(locator));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command: create, list or revoke");
  }
}
