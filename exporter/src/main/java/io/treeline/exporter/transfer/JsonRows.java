package io.treeline.exporter.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.store.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects. Absent values are left out. */
final class JsonRows {

  static final String TYPE = "type";

  /**
   * Behind the name of a field whose text is no JSON, or has line ends: it stands there as a
   * string, so that it comes back letter for letter.
   */
  private static final String VERBATIM = "Text";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private JsonRows() {}

  /** One line, without its end. */
  static String text(@Nullable String type, List<Field> fields, Fields row) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      if (type != null) {
        out.writeStringField(TYPE, type);
      }
      for (Field field : fields) {
        Object value = row.get(field.name());
        if (value != null) {
          write(out, field, value);
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It writes to memory.
    }
    return text.toString();
  }

  /**
   * The row of an object that {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Fields row(List<Field> fields, String object) {
    Map<String, Field> byName = new HashMap<>();
    fields.forEach(field -> byName.put(field.name(), field));
    Fields row = new Fields();
    try (JsonParser parser = JsonText.mapper().createParser(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it must be a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        read(parser, object, byName, row);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IllegalArgumentException("it must be one JSON object and nothing else");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It reads from memory.
    }
    return row;
  }

  private static void read(JsonParser parser, String object, Map<String, Field> byName, Fields row)
      throws IOException {
    String name = parser.currentName();
    JsonToken token = parser.nextToken();
    Field field = byName.get(name);
    if (field == null && name.endsWith(VERBATIM)) {
      Field verbatim = byName.get(name.substring(0, name.length() - VERBATIM.length()));
      if (verbatim != null && verbatim.type() == Field.Type.JSON) {
        row.put(verbatim.name(), parser.getText());
        return;
      }
    }
    if (field == null || token == JsonToken.VALUE_NULL) {
      parser.skipChildren();
      return;
    }
    row.put(name, value(parser, object, field, token));
  }

  private static Object value(JsonParser parser, String object, Field field, JsonToken token)
      throws IOException {
    return switch (field.type()) {
      case TEXT -> parser.getText();
      case LONG -> {
        if (token != JsonToken.VALUE_NUMBER_INT) {
          throw new IllegalArgumentException(
              "%s must be a whole number: was %s".formatted(field.name(), parser.getText()));
        }
        yield parser.getLongValue();
      }
      case BOOLEAN -> parser.getBooleanValue();
      case DECIMAL -> new BigDecimal(parser.getText());
      case JSON -> {
        // As it stands there, letter for letter.
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        yield object.substring(start, (int) parser.currentLocation().getCharOffset());
      }
    };
  }

  static String json(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return JsonText.write((JsonNode) array);
  }

  static String json(Map<String, List<String>> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach((name, all) -> all.forEach(object.withArray(name)::add));
    return JsonText.write((JsonNode) object);
  }

  private static void write(JsonGenerator out, Field field, Object value) throws IOException {
    switch (field.type()) {
      case TEXT -> out.writeStringField(field.name(), (String) value);
      case LONG -> out.writeNumberField(field.name(), (Long) value);
      case BOOLEAN -> out.writeBooleanField(field.name(), (Boolean) value);
      // As text: programs that read numbers as floats would change it.
      case DECIMAL -> out.writeStringField(field.name(), ((BigDecimal) value).toPlainString());
      case JSON -> {
        String json = (String) value;
        if (isJsonLine(json)) {
          out.writeFieldName(field.name());
          out.writeRawValue(json);
        } else {
          out.writeStringField(field.name() + VERBATIM, json);
        }
      }
    }
  }

  /** Whether it is one JSON value in one line, so that it can stand in a line as it is. */
  private static boolean isJsonLine(String text) {
    if (text.equals("{}") || text.equals("[]")) {
      return true;
    }
    if (text.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      return false;
    }
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    boolean closed =
        (first == '{' && last == '}')
            || (first == '[' && last == ']')
            || (first == '"' && last == '"' && text.length() > 1);
    if (!closed) {
      return false;
    }
    try (JsonParser parser = JsonText.mapper().createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
