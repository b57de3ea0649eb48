package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.treeline.exporter.access.TlsFiles;
import io.treeline.exporter.access.TlsFilesException;
import io.treeline.exporter.config.ExporterConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on every port, with clients that check the certificate. */
class TlsTest {

  @TempDir Path directory;

  @Test
  void ports_withCertificate_speakTlsToClientsThatTrustIt() throws Exception {
    TlsKeyPair pair = write(TlsKeyPair.ofSelfSigned("localhost"));
    try (RunningExporter exporter = ExporterMain.start(config())) {
      HttpClient trusting = HttpClient.newBuilder().sslContext(trust(pair)).build();

      HttpResponse<String> sent =
          trusting.send(
              HttpRequest.newBuilder(
                      URI.create("https://localhost:" + exporter.httpPort() + "/v1/traces"))
                  .header("content-type", "application/x-protobuf")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          request(span("00f067aa0ba902b7")).toByteArray()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> page =
          trusting.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + exporter.webPort() + "/"))
                  .header("origin", "https://localhost:" + exporter.webPort())
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(sent.statusCode()).isEqualTo(200);
      assertThat(sent.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(page.statusCode()).isEqualTo(200);
      assertGrpc(exporter, pair);
      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .send(
                          HttpRequest.newBuilder(
                                  URI.create("https://localhost:" + exporter.webPort() + "/"))
                              .build(),
                          HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static void assertGrpc(RunningExporter exporter, TlsKeyPair pair) {
    try (ClientFactory factory =
        ClientFactory.builder()
            .tlsCustomizer(tls -> tls.trustManager(pair.certificateChain()))
            .build()) {
      TraceServiceGrpc.TraceServiceBlockingStub traces =
          GrpcClients.builder("gproto+https://localhost:" + exporter.grpcPort())
              .factory(factory)
              .build(TraceServiceGrpc.TraceServiceBlockingStub.class);

      assertThat(traces.export(request(span("00f067aa0ba902b8"))))
          .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    }
  }

  @Test
  void files_changed_areTakenAndBrokenOnesAreNot() throws Exception {
    TlsKeyPair first = write(TlsKeyPair.ofSelfSigned("localhost"));
    try (TlsProvider provider =
        TlsFiles.watch(
            directory.resolve("cert.pem"), directory.resolve("key.pem"), Duration.ofMillis(20))) {
      assertThat(provider.keyPair("*").certificateChain()).isEqualTo(first.certificateChain());

      TlsKeyPair second = write(TlsKeyPair.ofSelfSigned("localhost"));
      later();
      Awaitility.await()
          .until(() -> provider.keyPair("*").certificateChain().equals(second.certificateChain()));
      Files.writeString(directory.resolve("cert.pem"), "no certificate");

      assertThat(provider.keyPair("*").certificateChain()).isEqualTo(second.certificateChain());
    }
  }

  @Test
  void start_unusableFiles_saysWhichAndWhatIsExpected() throws Exception {
    assertThatThrownBy(() -> ExporterMain.start(config()))
        .isInstanceOf(TlsFilesException.class)
        .hasMessage(
            "tls-certificate %s cannot be read by this user", directory.resolve("cert.pem"));

    write(TlsKeyPair.ofSelfSigned("localhost"));
    Files.writeString(directory.resolve("key.pem"), "no key");

    assertThatThrownBy(() -> ExporterMain.start(config()))
        .isInstanceOf(TlsFilesException.class)
        .hasMessageContaining("both must be PEM, the key PKCS#8 without a password");
  }

  @Test
  void config_certificateWithoutKey_isRefused() {
    assertThatThrownBy(
            () -> ExporterConfig.read(null, Map.of(), Map.of("tls-certificate", "cert.pem")))
        .hasMessage("tls-certificate and tls-key belong together: tls-key is missing");
  }

  /** The files' times are seconds on some file systems. */
  private void later() throws Exception {
    FileTime time = FileTime.fromMillis(System.currentTimeMillis() + 5000);
    Files.setLastModifiedTime(directory.resolve("cert.pem"), time);
    Files.setLastModifiedTime(directory.resolve("key.pem"), time);
  }

  private ExporterConfig config() {
    return ExporterConfig.read(
        null,
        Map.of(),
        Map.of(
            "grpc-port", "0",
            "http-port", "0",
            "web-port", "0",
            "acknowledge", "stored",
            "data-dir", directory.resolve("data").toString(),
            "tls-certificate", directory.resolve("cert.pem").toString(),
            "tls-key", directory.resolve("key.pem").toString()));
  }

  private TlsKeyPair write(TlsKeyPair pair) throws Exception {
    Files.writeString(
        directory.resolve("key.pem"), pem("PRIVATE KEY", pair.privateKey().getEncoded()));
    Files.writeString(
        directory.resolve("cert.pem"),
        pem("CERTIFICATE", pair.certificateChain().get(0).getEncoded()));
    return pair;
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
  }

  private static SSLContext trust(TlsKeyPair pair) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    X509Certificate certificate = pair.certificateChain().get(0);
    trusted.setCertificateEntry("exporter", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
