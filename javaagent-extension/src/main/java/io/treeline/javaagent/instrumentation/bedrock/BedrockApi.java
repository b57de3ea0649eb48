package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** How one call of Bedrock Runtime says what it asks and answers. */
interface BedrockApi {

  static BedrockApi of(SdkRequest request) {
    return request.getClass().getSimpleName().startsWith("Invoke")
        ? new InvokedModel()
        : new Converse();
  }

  /** To be called first. */
  ModelRequest.Builder request(SdkPojo request);

  ModelResponse response(SdkPojo response);

  EventAnswer newStream();
}
