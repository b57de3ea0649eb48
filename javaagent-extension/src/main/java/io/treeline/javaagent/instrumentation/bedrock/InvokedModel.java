package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.wire.InvokedBodies;
import io.opentelemetry.javaagent.treeline.genai.wire.StreamedAnswer;
import io.treeline.semconv.AwsAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;

/**
 * A model invoked with a body of its own. Where the body does not count tokens, Bedrock's headers
 * and the last chunk do; these count all input, from the cache or not.
 */
final class InvokedModel implements BedrockApi {

  private static final String METRICS = "amazon-bedrock-invocationMetrics";

  private InvokedBodies bodies = InvokedBodies.UNKNOWN;

  @Override
  public ModelRequest.Builder request(SdkPojo request) {
    Map<String, ?> body = object(bytes(request, "body"));
    String model = text(request, "modelId");
    bodies = InvokedBodies.of(model == null ? "" : model, body);
    return bodies
        .readRequest(body)
        .model(model)
        .set(AwsAttributes.BEDROCK_GUARDRAIL_ID, text(request, "guardrailIdentifier"))
        .set(AwsAttributes.BEDROCK_GUARDRAIL_VERSION, text(request, "guardrailVersion"));
  }

  @Override
  public ModelResponse response(SdkPojo response) {
    ModelResponse read = bodies.readResponse(object(bytes(response, "body")));
    if (!(response instanceof SdkResponse answered) || answered.sdkHttpResponse() == null) {
      return read;
    }
    return read.orElse(
        ModelResponse.builder()
            .usage(TokenUsage.of(count(answered, "Input"), count(answered, "Output")))
            .build());
  }

  @Override
  public EventAnswer newStream() {
    return new Chunks(bodies.newStream());
  }

  private static @Nullable Long count(SdkResponse response, String direction) {
    return response
        .sdkHttpResponse()
        .firstMatchingHeader("X-Amzn-Bedrock-" + direction + "-Token-Count")
        .filter(value -> value.matches("\\d{1,15}"))
        .map(Long::valueOf)
        .orElse(null);
  }

  private static @Nullable String text(SdkPojo pojo, String member) {
    Object value = value(pojo, member);
    return value == null ? null : value.toString();
  }

  private static @Nullable SdkBytes bytes(SdkPojo pojo, String member) {
    return value(pojo, member) instanceof SdkBytes bytes ? bytes : null;
  }

  private static @Nullable Object value(SdkPojo pojo, String member) {
    for (SdkField<?> field : pojo.sdkFields()) {
      if (field.memberName().equalsIgnoreCase(member)) {
        return field.getValueOrDefault(pojo);
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // JSON names are strings
  private static Map<String, ?> object(@Nullable SdkBytes bytes) {
    return bytes != null
            && JsonReader.readStructure(bytes.asString(StandardCharsets.UTF_8))
                instanceof Map<?, ?> map
        ? (Map<String, ?>) map
        : Map.of();
  }

  /** The chunks of a streamed answer, each a body of its own. */
  private static final class Chunks implements EventAnswer {
    private final StreamedAnswer answer;
    private TokenUsage counted = TokenUsage.UNKNOWN;

    Chunks(StreamedAnswer answer) {
      this.answer = answer;
    }

    @Override
    public synchronized boolean accept(SdkPojo event) {
      Map<String, ?> chunk = object(bytes(event, "bytes"));
      if (chunk.get(METRICS) instanceof Map<?, ?> metrics) {
        counted =
            TokenUsage.of(
                metrics.get("inputTokenCount") instanceof Number input ? input : null,
                metrics.get("outputTokenCount") instanceof Number output ? output : null);
      }
      return answer.accept(chunk);
    }

    @Override
    public synchronized ModelResponse response() {
      return answer.response().orElse(ModelResponse.builder().usage(counted).build());
    }
  }
}
