package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;

/**
 * Spring AI's messages in the shapes of the GenAI conventions. Content: call only when captured.
 */
final class Messages {

  private Messages() {}

  /** The conversation without its system messages, which {@link #systemParts} gives. */
  static List<Message> input(List<org.springframework.ai.chat.messages.Message> messages) {
    List<Message> read = new ArrayList<>(messages.size());
    for (var message : messages) {
      if (message.getMessageType() != MessageType.SYSTEM) {
        read.add(message(message));
      }
    }
    return read;
  }

  static List<Part> systemParts(List<org.springframework.ai.chat.messages.Message> messages) {
    List<Part> parts = new ArrayList<>();
    for (var message : messages) {
      if (message.getMessageType() == MessageType.SYSTEM && message.getText() != null) {
        parts.add(Part.text(message.getText()));
      }
    }
    return parts;
  }

  /** What a model said, in parts. */
  static List<Part> assistantParts(AssistantMessage message) {
    List<Part> parts = new ArrayList<>();
    String reasoning = reasoning(message);
    if (reasoning != null) {
      parts.add(Part.reasoning(reasoning));
    }
    String text = message.getText();
    if (text != null && !text.isEmpty()) {
      // Anthropic's thoughts are messages of their own that only their signature tells apart.
      parts.add(isThought(message) ? Part.reasoning(text) : Part.text(text));
    }
    addMedia(message.getMedia(), parts);
    for (AssistantMessage.ToolCall call : message.getToolCalls()) {
      parts.add(Part.toolCall(call.id(), call.name(), call.arguments()));
    }
    return parts;
  }

  /** What the model thought, where the provider's module tells it beside the text. */
  static @Nullable String reasoning(AssistantMessage message) {
    Map<String, Object> metadata = message.getMetadata();
    for (String key : List.of("reasoningContent", "thinking")) {
      if (metadata.get(key) instanceof String text && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  static boolean isThought(AssistantMessage message) {
    Map<String, Object> metadata = message.getMetadata();
    return metadata.containsKey("signature") || Boolean.TRUE.equals(metadata.get("isThought"));
  }

  private static Message message(org.springframework.ai.chat.messages.Message message) {
    if (message instanceof AssistantMessage assistant) {
      return Message.of("assistant", assistantParts(assistant));
    }
    if (message instanceof ToolResponseMessage responses) {
      return Message.of(
          "tool",
          responses.getResponses().stream()
              .map(response -> Part.toolCallResponse(response.id(), response.responseData()))
              .toList());
    }
    List<Part> parts = new ArrayList<>();
    if (message.getText() != null) {
      parts.add(Part.text(message.getText()));
    }
    if (message instanceof MediaContent media) {
      addMedia(media.getMedia(), parts);
    }
    return Message.of(message.getMessageType().name().toLowerCase(Locale.ROOT), parts);
  }

  private static void addMedia(@Nullable Iterable<Media> all, List<Part> parts) {
    if (all == null) {
      return;
    }
    for (Media media : all) {
      String type = media.getMimeType().toString();
      String modality = media.getMimeType().getType();
      Object data = media.getData();
      if (data instanceof byte[] bytes) {
        parts.add(Part.blob(modality, type, Base64.getEncoder().encodeToString(bytes)));
      } else if (data instanceof String || data instanceof URI || data instanceof URL) {
        parts.add(Part.uri(modality, type, data.toString()));
      } else {
        parts.add(Part.of("blob", "mime_type", type, "modality", modality));
      }
    }
  }
}
