package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.treeline.semconv.GenAiAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the legacy completions API. */
final class Completions {

  static void readRequest(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
    RequestParameters.read(body, request);
    request.set(GenAiAttributes.REQUEST_MAX_TOKENS, Wire.integer(body, "max_tokens"));
    List<Part> parts = content ? ContentParts.read(body.get("prompt")) : List.of();
    if (!parts.isEmpty()) {
      request.messages(List.of(Message.of("user", parts)));
    }
  }

  static ModelResponse readResponse(Map<String, ?> body, boolean content) {
    List<String> finishReasons = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    for (Object element : Wire.array(body, "choices")) {
      Map<String, ?> choice = Wire.asObject(element);
      String finishReason = Wire.string(choice, "finish_reason");
      if (finishReason != null) {
        finishReasons.add(finishReason);
      }
      String text = content ? Wire.string(choice, "text") : null;
      if (text != null) {
        messages.add(Message.output(List.of(Part.text(CutText.of(text))), finishReason));
      }
    }
    return ChatResponses.frame(body)
        .usage(Usages.read(Wire.object(body, "usage")))
        .finishReasons(finishReasons)
        .messages(messages)
        .build();
  }

  private Completions() {}
}
