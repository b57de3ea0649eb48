package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code content} of messages: a text, or an array of parts. */
final class ContentParts {

  static List<Part> read(@Nullable Object content) {
    if (content instanceof String text) {
      return text.isEmpty() ? List.of() : List.of(Part.text(CutText.of(text)));
    }
    List<Part> parts = new ArrayList<>();
    if (content instanceof List<?> elements) {
      for (Object element : elements) {
        parts.add(
            element instanceof String text
                ? Part.text(CutText.of(text))
                : part(Wire.asObject(element)));
      }
    }
    return parts;
  }

  /** Of a tool's result: its text when it is nothing but one text, else what it is. */
  static @Nullable Object plain(@Nullable Object content) {
    if (content instanceof List<?> elements
        && elements.size() == 1
        && Wire.asObject(elements.get(0)).get("text") instanceof String text) {
      return text;
    }
    return content;
  }

  private static Part part(Map<String, ?> part) {
    String type = Wire.string(part, "type");
    return switch (type == null ? "" : type) {
      case "text", "input_text", "output_text" -> text(part, "text");
      case "refusal" -> text(part, "refusal");
      case "image_url" -> media("image", Wire.string(Wire.object(part, "image_url"), "url"), null);
      case "input_image" ->
          media("image", Wire.string(part, "image_url"), Wire.string(part, "file_id"));
      case "input_audio" -> audio(Wire.object(part, "input_audio"));
      case "file" -> file(Wire.object(part, "file"));
      case "input_file" -> file(part);
      default -> Part.of(type == null ? "unknown" : type, flat(part));
    };
  }

  private static Part text(Map<String, ?> part, String name) {
    String text = Wire.string(part, name);
    return Part.text(text == null ? "" : CutText.of(text));
  }

  private static Part audio(Map<String, ?> audio) {
    String data = Wire.string(audio, "data");
    String format = Wire.string(audio, "format");
    return Part.blob("audio", format == null ? null : "audio/" + format, data == null ? "" : data);
  }

  private static Part file(Map<String, ?> file) {
    String url = Wire.string(file, "file_data", "file_url");
    return media("document", url, Wire.string(file, "file_id"));
  }

  private static Part media(String modality, @Nullable String url, @Nullable String fileId) {
    if (fileId != null) {
      return Part.file(modality, fileId);
    }
    if (url == null) {
      return Part.of("file", "modality", modality);
    }
    int comma = url.indexOf(";base64,");
    return url.startsWith("data:") && comma > 0
        ? Part.blob(modality, url.substring("data:".length(), comma), url.substring(comma + 8))
        : Part.uri(modality, null, url);
  }

  /** All fields but the type, names and values in turn. */
  static @Nullable Object[] flat(Map<String, ?> part) {
    List<@Nullable Object> flat = new ArrayList<>();
    part.forEach(
        (name, value) -> {
          if (!"type".equals(name)) {
            flat.add(name);
            flat.add(value);
          }
        });
    return flat.toArray();
  }

  private ContentParts() {}
}
