package io.treeline.exporter.estimate;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a model reads text.
 *
 * @param type its vocabulary
 * @param perTool tokens around each tool's definition
 * @param thinks whether it makes tokens that nobody sees
 */
record ModelEncoding(EncodingType type, int perTool, boolean thinks) {

  /** As OpenAI's tiktoken assigns them; a newer model is unknown until it is listed there. */
  private static final Pattern O200K =
      Pattern.compile(
          "gpt-4o(-.*)?|chatgpt-4o-.*|gpt-4\\.1(-.*)?|gpt-4\\.5-.*|gpt-5(-.*)?|gpt-oss-.*"
              + "|o[13](-.*)?|o4-mini(-.*)?");

  private static final Pattern CL100K =
      Pattern.compile("gpt-4(-.*)?|gpt-3\\.5-turbo(-.*)?|gpt-35-turbo(-.*)?");

  private static final Pattern THINKS = Pattern.compile("o\\d.*|gpt-5(?!-chat).*|gpt-oss-.*");

  /** Their tokens are not, or not only, those of the text: sound, pictures, pages found. */
  private static final Pattern NOT_TEXT =
      Pattern.compile(".*-(audio|realtime|transcribe|tts|image|vision|search|deep-research)\\b.*");

  private static final Pattern ROUTE = Pattern.compile("^(openai/|azure/|ft:)");

  /** Empty when the model's encoding is not known, or text is not all it reads. */
  static Optional<ModelEncoding> of(String model) {
    String name = ROUTE.matcher(model.toLowerCase(Locale.ROOT)).replaceFirst("");
    int tuned = name.indexOf(':');
    if (tuned > 0) {
      name = name.substring(0, tuned);
    }
    if (NOT_TEXT.matcher(name).matches()) {
      return Optional.empty();
    }
    if (O200K.matcher(name).matches()) {
      boolean thinks = THINKS.matcher(name).matches();
      return Optional.of(new ModelEncoding(EncodingType.O200K_BASE, 7, thinks));
    }
    return CL100K.matcher(name).matches()
        ? Optional.of(new ModelEncoding(EncodingType.CL100K_BASE, 10, false))
        : Optional.empty();
  }
}
