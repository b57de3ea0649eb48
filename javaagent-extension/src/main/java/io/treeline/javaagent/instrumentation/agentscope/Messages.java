package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.message.ContentBlock;
import io.agentscope.core.message.Msg;
import io.agentscope.core.message.TextBlock;
import io.agentscope.core.message.ThinkingBlock;
import io.agentscope.core.message.ToolResultBlock;
import io.agentscope.core.message.ToolUseBlock;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** AgentScope's messages in the shapes of the conventions. Content: call only when it is kept. */
final class Messages {

  private Messages() {}

  static List<Message> read(List<Msg> messages) {
    List<Message> read = new ArrayList<>(messages.size());
    for (Msg message : messages) {
      read.add(
          new Message(
              message.getRole().name().toLowerCase(Locale.ROOT),
              parts(message.getContent()),
              message.getName(),
              null));
    }
    return read;
  }

  static Message output(Msg message) {
    return Message.output(parts(message.getContent()), "stop");
  }

  /** All text of the blocks. */
  static String text(@Nullable List<ContentBlock> blocks) {
    StringBuilder text = new StringBuilder();
    if (blocks != null) {
      for (ContentBlock block : blocks) {
        if (block instanceof TextBlock words && words.getText() != null) {
          text.append(words.getText());
        }
      }
    }
    return text.toString();
  }

  private static List<Part> parts(@Nullable List<ContentBlock> blocks) {
    List<Part> parts = new ArrayList<>();
    if (blocks != null) {
      for (ContentBlock block : blocks) {
        parts.add(part(block));
      }
    }
    return parts;
  }

  private static Part part(ContentBlock block) {
    if (block instanceof TextBlock words) {
      return Part.text(words.getText() == null ? "" : words.getText());
    }
    if (block instanceof ThinkingBlock thoughts) {
      return Part.reasoning(thoughts.getThinking() == null ? "" : thoughts.getThinking());
    }
    if (block instanceof ToolUseBlock call) {
      return Part.toolCall(call.getId(), call.getName(), call.getInput());
    }
    if (block instanceof ToolResultBlock result) {
      return Part.toolCallResponse(result.getId(), text(result.getOutput()));
    }
    return Part.of(block.getClass().getSimpleName().replace("Block", "").toLowerCase(Locale.ROOT));
  }
}
