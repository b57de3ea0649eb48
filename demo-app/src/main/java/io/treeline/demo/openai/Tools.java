package io.treeline.demo.openai;

import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes tools to the model. */
final class Tools {

  private Tools() {}

  /** A tool whose parameters are all strings, and all required. */
  static FunctionDefinition tool(String name, String description, String... parameters) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String parameter : parameters) {
      properties.put(parameter, Map.of("type", "string"));
    }
    return FunctionDefinition.builder()
        .name(name)
        .description(description)
        .parameters(
            FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(properties))
                .putAdditionalProperty("required", JsonValue.from(List.of(parameters)))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build())
        .strict(true)
        .build();
  }
}
