package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects spread over indexed keys, such as {@code retrieval.documents.0.document.content}. */
final class FlattenedObjects {

  /**
   * An array of them, in the order of their index, as JSON text; their keys are taken.
   *
   * @param prefix what stands before the index
   * @param infix what stands between index and field
   * @return null when there are none
   */
  static @Nullable String read(AttributeReader in, String prefix, String infix) {
    if (!in.hasAnyBelow(prefix)) {
      return null;
    }
    TreeMap<Integer, ObjectNode> objects = new TreeMap<>();
    // Sorted, so that the text does not depend on the order of a map's keys.
    for (Map.Entry<String, JsonNode> attribute : new TreeMap<>(in.all()).entrySet()) {
      String key = attribute.getKey();
      int dot = key.startsWith(prefix) ? key.indexOf('.', prefix.length()) : -1;
      int index = dot < 0 ? -1 : FlattenedMessages.index(key.substring(prefix.length(), dot));
      if (index >= 0 && key.startsWith(infix, dot + 1)) {
        objects
            .computeIfAbsent(index, i -> JsonNodeFactory.instance.objectNode())
            .set(key.substring(dot + 1 + infix.length()), attribute.getValue());
        in.take(key);
      }
    }
    if (objects.isEmpty()) {
      return null;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    objects.values().forEach(array::add);
    return array.toString();
  }

  private FlattenedObjects() {}
}
