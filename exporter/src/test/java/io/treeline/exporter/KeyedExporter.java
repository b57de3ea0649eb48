package io.treeline.exporter;

import io.treeline.exporter.access.KeyFile;
import io.treeline.exporter.access.Scope;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.ProjectId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A whole exporter that asks for keys. */
final class KeyedExporter implements AutoCloseable {

  final RunningExporter exporter;
  final KeyFile keys;
  final HttpClient client = HttpClient.newHttpClient();

  KeyedExporter(Path data) {
    this(data, Map.of());
  }

  KeyedExporter(Path data, Map<String, String> settings) {
    Map<String, String> flags =
        new LinkedHashMap<>(
            Map.of(
                "grpc-port", "0",
                "http-port", "0",
                "web-port", "0",
                "data-dir", data.toString(),
                "acknowledge", "stored",
                "auth", "keys"));
    flags.putAll(settings);
    ExporterConfig config = ExporterConfig.read(null, Map.of(), flags);
    keys = new KeyFile(config.access().keysFile());
    exporter = ExporterMain.start(config);
  }

  /** A key made before an exporter starts there. */
  static String key(Path data, String project, Scope... scopes) {
    return new KeyFile(data.resolve("keys.jsonl"))
        .create(new ProjectId(project), Set.of(scopes), "", null, null)
        .secret();
  }

  String web() {
    return "http://127.0.0.1:" + exporter.webPort();
  }

  HttpResponse<byte[]> export(byte[] body, String... headers) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.httpPort() + "/v1/traces"))
            .header("content-type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
        headers);
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(web() + path)), headers);
  }

  HttpResponse<byte[]> send(String method, String path, String json, String... headers)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(web() + path))
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)),
        headers);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request, String... headers) throws Exception {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    exporter.close();
  }
}
