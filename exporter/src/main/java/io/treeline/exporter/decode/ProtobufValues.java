package io.treeline.exporter.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;

/** OTLP's attribute values as JSON. Bytes become Base64 text, as in OTLP's own JSON encoding. */
final class ProtobufValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static JsonNode toJson(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> JSON.textNode(value.getStringValue());
      case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
      case INT_VALUE -> JSON.numberNode(value.getIntValue());
      case DOUBLE_VALUE -> JSON.numberNode(value.getDoubleValue());
      case BYTES_VALUE ->
          JSON.textNode(Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
      case ARRAY_VALUE -> {
        ArrayNode array = JSON.arrayNode(value.getArrayValue().getValuesCount());
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          array.add(toJson(element));
        }
        yield array;
      }
      case KVLIST_VALUE -> {
        ObjectNode object = JSON.objectNode();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
          object.set(entry.getKey(), toJson(entry.getValue()));
        }
        yield object;
      }
      // An empty value is legal; the remaining case refers to a table only profiles have.
      default -> JSON.nullNode();
    };
  }

  private ProtobufValues() {}
}
