package io.treeline.exporter.receive;

import com.linecorp.armeria.common.TlsProvider;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.treeline.exporter.access.Gate;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver listens.
 *
 * @param host address to bind
 * @param port port to bind; 0 is any free one
 * @param portSetting name of the setting that changes {@code port}, for error messages
 * @param gate finds out who sends
 * @param tls certificate and key; null for plain text
 * @param maxRequestBytes largest request, before and after decompression
 * @param requestTimeout longest time for one request
 * @param inFlight bounds the requests under way
 * @param shutdownTimeout longest wait for requests under way when closing
 */
public record ReceiverSettings(
    String host,
    int port,
    String portSetting,
    Gate gate,
    @Nullable TlsProvider tls,
    int maxRequestBytes,
    Duration requestTimeout,
    InFlight inFlight,
    Duration shutdownTimeout) {

  private static final int STREAM_WINDOW_BYTES = 8 << 20;
  private static final int CONNECTION_WINDOW_BYTES = 32 << 20;

  ServerBuilder serverBuilder(long maxRequestLength, ExporterTelemetry telemetry) {
    ServerBuilder builder = Server.builder();
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (tls == null) {
      builder.http(address);
    } else {
      builder.https(address).tlsProvider(tls);
    }
    // Quiet for a moment before closing would only delay: whoever is cut off tries again.
    return builder
        .decorator(new IngestGuard(gate, telemetry))
        .meterRegistry(NoopMeterRegistry.get())
        .maxRequestLength(maxRequestLength)
        // With the default of one megabyte a sender of large requests waits again and again;
        // measured in docs/performance.md.
        .http2InitialStreamWindowSize(STREAM_WINDOW_BYTES)
        .http2InitialConnectionWindowSize(CONNECTION_WINDOW_BYTES)
        .requestTimeout(requestTimeout)
        .decorator(inFlight.arriving())
        .gracefulShutdownTimeout(Duration.ZERO, shutdownTimeout);
  }

  static Server start(ServerBuilder builder, ReceiverSettings settings) {
    Server server = builder.build();
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw new PortUnavailableException(
          settings.host,
          settings.port,
          settings.portSetting,
          e.getCause() == null ? e : e.getCause());
    }
    return server;
  }
}
