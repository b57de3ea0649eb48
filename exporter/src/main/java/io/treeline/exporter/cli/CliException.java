package io.treeline.exporter.cli;

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
}
