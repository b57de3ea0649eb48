package io.treeline.javaagent.instrumentation.springai;

import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;

/** Messages with the result of a tool: by constructor in 1.0, by builder later. */
final class ToolResults {

  static Message message(String id, String name, String result) {
    List<ToolResponseMessage.ToolResponse> responses =
        List.of(new ToolResponseMessage.ToolResponse(id, name, result));
    try {
      return (Message)
          ToolResponseMessage.class
              .getConstructor(List.class, Map.class)
              .newInstance(responses, Map.of());
    } catch (ReflectiveOperationException protectedSince2) {
      return (Message)
          Fluent.of(ToolResponseMessage.class.getName(), "builder")
              .with("responses", responses)
              .build();
    }
  }

  private ToolResults() {}
}
