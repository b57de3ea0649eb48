package io.treeline.exporter.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code treeline prices}: its commands say which. */
@Command(
    name = "prices",
    mixinStandardHelpOptions = true,
    synopsisHeading = "%n",
    synopsisSubcommandLabel = "check | list | reprice",
    commandListHeading = "%nCommands:%n",
    description = "Tells what calls cost and why, and prices stored calls anew.")
final class PricesCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
  CommandSpec spec;

  static CommandLine commandLine(ReadCommands.StoreOpener opener) {
    return new CommandLine(new PricesCommand())
        .addSubcommand("check", new PriceCheckCommand())
        .addSubcommand("list", new PriceListCommand())
        .addSubcommand("reprice", new PriceRepriceCommand(opener));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command: check, list or reprice");
  }
}
