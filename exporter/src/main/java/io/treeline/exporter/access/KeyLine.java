package io.treeline.exporter.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.ProjectId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One key as a line of its file. */
final class KeyLine {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  static String write(ApiKey key) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", key.id());
    line.put("project", key.project().name());
    key.scopes().stream().sorted().forEach(scope -> line.withArray("scopes").add(scope.word()));
    line.put("sha256", key.sha256());
    line.put("created", key.created().toString());
    if (key.revoked() != null) {
      line.put("revoked", key.revoked().toString());
    }
    if (!key.note().isEmpty()) {
      line.put("note", key.note());
    }
    if (key.spansPerSecond() != null) {
      line.put("spansPerSecond", key.spansPerSecond());
    }
    if (key.bytesPerSecond() != null) {
      line.put("bytesPerSecond", key.bytesPerSecond());
    }
    return line.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param where for messages
   * @throws KeyFileException when it is something else
   */
  static ApiKey read(String text, String where) {
    try {
      JsonNode line = JSON.readTree(text);
      Set<Scope> scopes = EnumSet.noneOf(Scope.class);
      line.path("scopes").forEach(scope -> scopes.add(Scope.of(scope.asText())));
      String sha256 = required(line, "sha256");
      if (!SHA256.matcher(sha256).matches()) {
        throw new IllegalArgumentException("sha256 must be 64 digits of lower case hexadecimal");
      }
      String revoked = line.path("revoked").textValue();
      return new ApiKey(
          required(line, "id"),
          new ProjectId(required(line, "project")),
          scopes,
          sha256,
          Instant.parse(required(line, "created")),
          revoked == null ? null : Instant.parse(revoked),
          line.path("note").asText(""),
          limit(line, "spansPerSecond"),
          limit(line, "bytesPerSecond"));
    } catch (JsonProcessingException e) {
      throw new KeyFileException(where + " is not a JSON object: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new KeyFileException(where + ": " + e.getMessage(), e);
    }
  }

  private static String required(JsonNode line, String field) {
    String text = line.path(field).textValue();
    if (text == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }

  private static @Nullable Long limit(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.canConvertToLong() || value.longValue() < 1) {
      throw new IllegalArgumentException(field + " must be a whole number from 1");
    }
    return value.longValue();
  }

  private KeyLine() {}
}
