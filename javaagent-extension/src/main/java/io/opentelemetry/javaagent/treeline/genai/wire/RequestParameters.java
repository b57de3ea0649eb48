package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters that the APIs spell alike. */
final class RequestParameters {

  static void read(Map<String, ?> body, ModelRequest.Builder request) {
    Long choices = Wire.integer(body, "n");
    String tier = Wire.string(body, "service_tier");
    request
        .model(Wire.string(body, "model"))
        .set(GenAiAttributes.REQUEST_TEMPERATURE, Wire.decimal(body, "temperature"))
        .set(GenAiAttributes.REQUEST_TOP_P, Wire.decimal(body, "top_p"))
        .set(GenAiAttributes.REQUEST_FREQUENCY_PENALTY, Wire.decimal(body, "frequency_penalty"))
        .set(GenAiAttributes.REQUEST_PRESENCE_PENALTY, Wire.decimal(body, "presence_penalty"))
        .set(GenAiAttributes.REQUEST_SEED, Wire.integer(body, "seed"))
        .set(GenAiAttributes.REQUEST_CHOICE_COUNT, choices != null && choices != 1 ? choices : null)
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, stopSequences(body.get("stop")))
        .set(GenAiAttributes.OPENAI_REQUEST_SERVICE_TIER, "auto".equals(tier) ? null : tier)
        .set(CommonAttributes.USER_ID, Wire.string(body, "user", "safety_identifier"));
  }

  /**
   * What the answer is to be.
   *
   * @param format {@code text}, {@code json_object} or {@code json_schema}
   */
  static void readOutputType(@Nullable String format, ModelRequest.Builder request) {
    if (format != null) {
      request.set(
          GenAiAttributes.OUTPUT_TYPE,
          format.startsWith("json") ? "json" : "text".equals(format) ? "text" : null);
    }
  }

  /** One text or an array of them. */
  static @Nullable List<String> stopSequences(@Nullable Object stop) {
    if (stop instanceof String one) {
      return List.of(one);
    }
    return stop instanceof List<?> several
        ? several.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : null;
  }

  private RequestParameters() {}
}
