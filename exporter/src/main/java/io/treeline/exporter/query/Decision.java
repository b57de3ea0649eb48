package io.treeline.exporter.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A choice an agent made at a span.
 *
 * @param type such as {@code tool_select}; null when not said
 * @param offered names of what was on offer; empty when not said
 * @param chosen names of what was chosen, in order
 * @param arguments array of {@code {id, name, arguments}}; null when not captured
 * @param rationale text or reasoning that came with the choice; null when not captured
 */
public record Decision(
    @Nullable String type,
    List<String> offered,
    List<String> chosen,
    @Nullable JsonNode arguments,
    @Nullable String rationale) {
  public Decision {
    offered = List.copyOf(offered);
    chosen = List.copyOf(chosen);
  }
}
