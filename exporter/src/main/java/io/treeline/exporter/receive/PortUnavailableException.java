package io.treeline.exporter.receive;

/** A port could not be bound; the message says which, who may hold it and what to set. */
public final class PortUnavailableException extends RuntimeException {

  /**
   * @param setting name of the setting that chooses the port
   */
  public PortUnavailableException(String host, int port, String setting, Throwable cause) {
    super(
        "cannot listen on "
            + host
            + ":"
            + port
            + " ("
            + cause.getMessage()
            + "). Another Treeline, an OpenTelemetry collector or another tracing backend may be"
            + " running there: stop it, or choose another port with --"
            + setting,
        cause);
  }
}
