package io.treeline.exporter.normalize;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Providers under the names OpenTelemetry lists, whatever older or other senders call them. */
final class Providers {

  private static final Map<String, String> CURRENT =
      Map.ofEntries(
          Map.entry("vertex_ai", "gcp.vertex_ai"),
          Map.entry("vertexai", "gcp.vertex_ai"),
          Map.entry("gemini", "gcp.gemini"),
          Map.entry("google_genai", "gcp.gemini"),
          Map.entry("az.ai.inference", "azure.ai.inference"),
          Map.entry("az.ai.openai", "azure.ai.openai"),
          Map.entry("azure", "azure.ai.openai"),
          Map.entry("azure_openai", "azure.ai.openai"),
          Map.entry("azure-openai", "azure.ai.openai"),
          Map.entry("bedrock", "aws.bedrock"),
          Map.entry("aws_bedrock", "aws.bedrock"),
          Map.entry("bedrock_converse", "aws.bedrock"),
          Map.entry("amazon-bedrock", "aws.bedrock"),
          Map.entry("mistral", "mistral_ai"),
          Map.entry("mistralai", "mistral_ai"),
          Map.entry("xai", "x_ai"),
          Map.entry("watsonx", "ibm.watsonx.ai"));

  /** Frameworks that name themselves where the provider belongs. */
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "spring_ai",
          "langchain",
          "langchain4j",
          "langgraph",
          "litellm",
          "llama_index",
          "crewai",
          "haystack",
          "gcp.vertex.agent",
          "microsoft.agent_framework",
          "semantic_kernel",
          "pydantic_ai");

  /** The listed name; {@code sent} itself when none is known; null for a framework. */
  static @Nullable String current(@Nullable String sent) {
    if (sent == null) {
      return null;
    }
    String lower = sent.toLowerCase(Locale.ROOT);
    return FRAMEWORKS.contains(lower) ? null : CURRENT.getOrDefault(lower, lower);
  }

  private Providers() {}
}
