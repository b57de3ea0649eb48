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
          Map.entry("watsonx", "ibm.watsonx.ai"),
          Map.entry("ibm.watson.ai", "ibm.watsonx.ai"),
          Map.entry("google_vertexai", "gcp.vertex_ai"),
          Map.entry("google", "gcp.gemini"),
          Map.entry("google-gla", "gcp.gemini"),
          Map.entry("google-vertex", "gcp.vertex_ai"),
          Map.entry("google_ai_studio", "gcp.gemini"),
          Map.entry("azure_ai_inference", "azure.ai.inference"),
          Map.entry("aws", "aws.bedrock"));

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
          "agent_framework",
          "ag2",
          "agno",
          "autogen",
          "browser_use",
          "claude_agent_sdk",
          "controlflow",
          "crawl4ai",
          "dynamiq",
          "firecrawl",
          "google_adk",
          "julep",
          "letta",
          "llamaindex",
          "mem0",
          "openai_agents",
          "smolagents",
          "spring-ai",
          "strands_agents",
          "strands-agents",
          "vercel_ai",
          "semantic_kernel",
          "pydantic_ai");

  /** Whose answers count cached tokens apart from the input tokens. */
  private static final Set<String> COUNT_CACHE_APART = Set.of("anthropic", "aws.bedrock");

  /**
   * Whether the provider's own count of input tokens leaves out what was read from and written to
   * its cache. Senders that pass the provider's numbers through need to be read so.
   *
   * @param sent as sent, in any spelling
   */
  static boolean countsCacheApart(@Nullable String sent) {
    String provider = current(sent);
    return provider != null && COUNT_CACHE_APART.contains(provider);
  }

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
