package io.treeline.javaagent.instrumentation.springai;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of model providers: Spring AI's to those of the GenAI conventions. */
final class Providers {

  private Providers() {}

  /** Null for the framework's own name, which is no provider's. */
  static @Nullable String of(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String known = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return switch (known) {
      case "azure_openai" -> "azure.ai.openai";
      case "bedrock_converse", "bedrock" -> "aws.bedrock";
      case "google_genai", "google_genai_ai" -> "gcp.gen_ai";
      case "oci_genai" -> "oci.generative_ai";
      case "spring_ai", "" -> null;
      case "vertex_ai" -> "gcp.vertex_ai";
      default -> known;
    };
  }
}
