package io.treeline.javaagent.instrumentation.google;

import com.google.genai.types.Blob;
import com.google.genai.types.Content;
import com.google.genai.types.FileData;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionResponse;
import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contents of the Gemini API as messages. All but the tools' names and ids is content. */
public final class Contents {

  /** Oldest first; empty when content is off. */
  public static List<Message> messages(@Nullable List<Content> contents) {
    if (contents == null || !GenAiConfig.get().captureContent()) {
      return List.of();
    }
    List<Message> messages = new ArrayList<>();
    for (Content content : contents) {
      messages.add(Message.of(roleOf(content), parts(content)));
    }
    return messages;
  }

  /** Empty when content is off. */
  public static List<Part> parts(@Nullable Content content) {
    if (content == null || !GenAiConfig.get().captureContent()) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    for (com.google.genai.types.Part part : partsOf(content)) {
      Part read = part(part);
      if (read != null) {
        parts.add(read);
      }
    }
    return parts;
  }

  /** The parts as the library has them; empty when there are none. */
  public static List<com.google.genai.types.Part> partsOf(@Nullable Content content) {
    return content == null ? List.of() : content.parts().orElse(List.of());
  }

  /** What tools answered, with or without content. */
  public static List<ToolResult> toolResults(@Nullable List<Content> contents) {
    List<ToolResult> results = new ArrayList<>();
    boolean captured = GenAiConfig.get().captureContent();
    for (Content content : contents == null ? List.<Content>of() : contents) {
      for (com.google.genai.types.Part part : partsOf(content)) {
        FunctionResponse response = part.functionResponse().orElse(null);
        if (response != null && response.id().isPresent()) {
          results.add(new ToolResult(response.id().get(), captured ? resultOf(response) : null));
        }
      }
    }
    return results;
  }

  /** The tool a part chooses; null when it chooses none. */
  public static @Nullable ToolCall toolCall(com.google.genai.types.Part part) {
    FunctionCall call = part.functionCall().orElse(null);
    return call == null
        ? null
        : new ToolCall(
            idOf(call),
            call.name().orElse("unknown"),
            GenAiConfig.get().captureContent() ? call.args().orElse(Map.of()) : null);
  }

  static @Nullable Part part(com.google.genai.types.Part part) {
    String text = part.text().orElse(null);
    if (text != null) {
      return part.thought().orElse(false)
          ? Part.reasoning(CutText.of(text))
          : Part.text(CutText.of(text));
    }
    if (part.functionCall().isPresent()) {
      FunctionCall call = part.functionCall().get();
      return Part.toolCall(idOf(call), call.name().orElse("unknown"), call.args().orElse(Map.of()));
    }
    if (part.functionResponse().isPresent()) {
      FunctionResponse response = part.functionResponse().get();
      return Part.toolCallResponse(response.id().orElse(null), resultOf(response));
    }
    if (part.inlineData().isPresent()) {
      Blob blob = part.inlineData().get();
      String type = blob.mimeType().orElse(null);
      return Part.of(
          "blob",
          "mime_type",
          type,
          "modality",
          modality(type),
          "content",
          base64(blob.data().orElse(null)));
    }
    if (part.fileData().isPresent()) {
      FileData file = part.fileData().get();
      String type = file.mimeType().orElse(null);
      return Part.uri(modality(type), type, file.fileUri().orElse(""));
    }
    return code(part);
  }

  private static @Nullable Part code(com.google.genai.types.Part part) {
    if (part.executableCode().isPresent()) {
      String code = part.executableCode().get().code().orElse("");
      return Part.serverToolCall(null, "code_execution", Map.of("code", CutText.of(code)));
    }
    if (part.codeExecutionResult().isPresent()) {
      String output = part.codeExecutionResult().get().output().orElse("");
      return Part.of(
          "server_tool_call_response",
          "server_tool_call_response",
          Map.of("output", CutText.of(output)));
    }
    return null;
  }

  private static String roleOf(Content content) {
    for (com.google.genai.types.Part part : partsOf(content)) {
      if (part.functionResponse().isPresent()) {
        return "tool";
      }
    }
    String role = content.role().orElse("user");
    return role.equals("model") ? "assistant" : role;
  }

  private static @Nullable String idOf(FunctionCall call) {
    return call.id().filter(id -> !id.isEmpty()).orElse(null);
  }

  private static Object resultOf(FunctionResponse response) {
    return response.response().orElse(Map.of());
  }

  private static String modality(@Nullable String mimeType) {
    if (mimeType != null) {
      for (String modality : List.of("image", "video", "audio")) {
        if (mimeType.startsWith(modality)) {
          return modality;
        }
      }
    }
    return "document";
  }

  /** Encodes no more than is kept. */
  private static @Nullable Object base64(byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    int kept = GenAiConfig.get().maxContentLength() + 256;
    long length = 4 * ((data.length + 2L) / 3);
    if (length <= kept) {
      return Base64.getEncoder().encodeToString(data);
    }
    byte[] head = Arrays.copyOf(data, kept / 4 * 3);
    return new CutText(Base64.getEncoder().encodeToString(head), length);
  }

  private Contents() {}
}
