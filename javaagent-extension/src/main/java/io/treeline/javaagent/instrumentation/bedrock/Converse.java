package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.wire.BedrockConverse;
import io.opentelemetry.javaagent.treeline.genai.wire.StreamedAnswer;
import io.treeline.semconv.AwsAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** The Converse API. */
final class Converse implements BedrockApi {

  @Override
  public ModelRequest.Builder request(SdkPojo request) {
    Map<String, Object> body = SdkJson.object(request);
    Map<?, ?> guardrail =
        body.get("guardrailConfig") instanceof Map<?, ?> config ? config : Map.of();
    return BedrockConverse.readRequest(body)
        .model(text(body, "modelId"))
        .set(AwsAttributes.BEDROCK_GUARDRAIL_ID, text(guardrail, "guardrailIdentifier"))
        .set(AwsAttributes.BEDROCK_GUARDRAIL_VERSION, text(guardrail, "guardrailVersion"));
  }

  @Override
  public ModelResponse response(SdkPojo response) {
    return BedrockConverse.readResponse(SdkJson.object(response));
  }

  @Override
  public EventAnswer newStream() {
    StreamedAnswer answer = BedrockConverse.newStream();
    return new EventAnswer() {
      @Override
      public boolean accept(SdkPojo event) {
        return answer.accept(SdkJson.object(event));
      }

      @Override
      public ModelResponse response() {
        return answer.response();
      }
    };
  }

  static @Nullable String text(Map<?, ?> object, String name) {
    Object value = object.get(name);
    return value == null ? null : value.toString();
  }
}
