package io.treeline.exporter.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** A command that cannot go on, with the code to exit with. */
final class CliException extends RuntimeException {

  static final int NOT_FOUND = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;

  final int exitCode;

  CliException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * Says on the command's error stream what went wrong.
   *
   * @return what the process exits with
   */
  static int report(CommandSpec spec, int exitCode, String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("treeline: " + message);
    err.flush();
    return exitCode;
  }
}
