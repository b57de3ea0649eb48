package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.treeline.semconv.GenAiAttributes;
import java.util.List;
import java.util.Map;

/** Reads the embeddings API. The conventions know no content here. */
final class Embeddings {

  static void readRequest(Map<String, ?> body, ModelRequest.Builder request) {
    RequestParameters.read(body, request);
    String format = Wire.string(body, "encoding_format");
    request
        .set(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, Wire.integer(body, "dimensions"))
        .set(GenAiAttributes.REQUEST_ENCODING_FORMATS, format == null ? null : List.of(format));
  }

  static ModelResponse readResponse(Map<String, ?> body) {
    return ModelResponse.builder()
        .model(Wire.string(body, "model"))
        .usage(Usages.read(Wire.object(body, "usage")))
        .build();
  }

  private Embeddings() {}
}
