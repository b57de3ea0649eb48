package io.treeline.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.SpanKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One case of the corpus: what a sender sent, {@code <dialect>/<case>.otlp.json}, and what is to be
 * made of it, {@code <dialect>/<case>.expected.json}.
 */
record CorpusCase(Path file) {

  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/corpus");
  private static final String SENT = ".otlp.json";

  /** All of them, by name. */
  static List<CorpusCase> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(SENT))
          .sorted()
          .map(CorpusCase::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String dialect() {
    return file.getParent().getFileName().toString();
  }

  byte[] sent() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path expectedFile() {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - SENT.length()) + ".expected.json");
  }

  JsonNode expected() {
    try {
      return MAPPER.readTree(expectedFile().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeExpected(JsonNode expected) {
    try {
      String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(expected);
      Files.writeString(expectedFile(), text + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each span as the only one of its resource and scope, ready to be sent with any others. */
  List<ObjectNode> spans() {
    List<ObjectNode> result = new ArrayList<>();
    for (JsonNode resourceSpans : tree().path("resourceSpans")) {
      for (JsonNode scopeSpans : resourceSpans.path("scopeSpans")) {
        for (JsonNode span : scopeSpans.path("spans")) {
          ObjectNode one = MAPPER.createObjectNode();
          one.set("resource", resourceSpans.path("resource"));
          ObjectNode scope = one.putArray("scopeSpans").addObject();
          scope.set("scope", scopeSpans.path("scope"));
          scope.putArray("spans").add(span);
          result.add(one);
        }
      }
    }
    return result;
  }

  List<SpanKey> keys() {
    List<SpanKey> keys = new ArrayList<>();
    for (ObjectNode one : spans()) {
      JsonNode span = one.at("/scopeSpans/0/spans/0");
      keys.add(new SpanKey(span.path("traceId").asText(), span.path("spanId").asText()));
    }
    return keys;
  }

  /** One request with these spans. */
  static byte[] request(List<ObjectNode> spans) {
    ObjectNode request = MAPPER.createObjectNode();
    ArrayNode resourceSpans = request.putArray("resourceSpans");
    spans.forEach(resourceSpans::add);
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode tree() {
    try {
      return MAPPER.readTree(sent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    String name = file.getFileName().toString();
    return dialect() + "/" + name.substring(0, name.length() - SENT.length());
  }
}
