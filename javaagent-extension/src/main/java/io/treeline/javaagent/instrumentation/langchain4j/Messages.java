package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's messages in the shapes of the GenAI conventions. Content: call only when it is
 * captured.
 *
 * <p>Names only what 1.0 has; what came later is asked for by name.
 */
final class Messages {

  private static final OptionalMethod THINKING = OptionalMethod.named("thinking");
  private static final OptionalMethod TEXT = OptionalMethod.named("text");

  private Messages() {}

  /** The conversation without its system messages, which {@link #systemParts} gives. */
  static List<Message> input(List<ChatMessage> messages) {
    List<Message> read = new ArrayList<>(messages.size());
    for (ChatMessage message : messages) {
      if (!(message instanceof SystemMessage)) {
        read.add(message(message));
      }
    }
    return read;
  }

  static List<Part> systemParts(List<ChatMessage> messages) {
    List<Part> parts = new ArrayList<>();
    for (ChatMessage message : messages) {
      if (message instanceof SystemMessage system) {
        parts.add(Part.text(system.text()));
      }
    }
    return parts;
  }

  static Message output(AiMessage message, @Nullable String finishReason) {
    return Message.output(assistantParts(message), finishReason);
  }

  /** Null when the result is not one text. */
  static @Nullable String resultText(ToolExecutionResultMessage result) {
    return TEXT.text(result);
  }

  private static Message message(ChatMessage message) {
    if (message instanceof UserMessage user) {
      List<Part> parts = user.contents().stream().map(Messages::contentPart).toList();
      return new Message("user", parts, user.name(), null);
    }
    if (message instanceof AiMessage ai) {
      return Message.of("assistant", assistantParts(ai));
    }
    if (message instanceof ToolExecutionResultMessage result) {
      return Message.of("tool", List.of(Part.toolCallResponse(result.id(), resultText(result))));
    }
    String role = message.type().name().toLowerCase(Locale.ROOT);
    return Message.of(role, List.of(Part.text(message.toString())));
  }

  private static List<Part> assistantParts(AiMessage message) {
    List<Part> parts = new ArrayList<>();
    String thinking = THINKING.text(message);
    if (thinking != null && !thinking.isEmpty()) {
      parts.add(Part.reasoning(thinking));
    }
    if (message.text() != null) {
      parts.add(Part.text(message.text()));
    }
    if (message.hasToolExecutionRequests()) {
      for (ToolExecutionRequest request : message.toolExecutionRequests()) {
        parts.add(Part.toolCall(request.id(), request.name(), request.arguments()));
      }
    }
    return parts;
  }

  private static Part contentPart(Content content) {
    if (content instanceof TextContent text) {
      return Part.text(text.text());
    }
    if (content instanceof ImageContent image) {
      return imagePart(image.image());
    }
    return Part.of(content.type().name().toLowerCase(Locale.ROOT));
  }

  static Part imagePart(Image image) {
    if (image.url() != null) {
      return Part.uri("image", image.mimeType(), image.url().toString());
    }
    String data = image.base64Data();
    return Part.blob("image", image.mimeType(), data == null ? "" : data);
  }
}
