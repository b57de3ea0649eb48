package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of model providers: LangChain4j's to those of the GenAI conventions. */
final class Providers {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("ANTHROPIC", "anthropic"),
          Map.entry("AMAZON_BEDROCK", "aws.bedrock"),
          Map.entry("AZURE_OPEN_AI", "azure.ai.openai"),
          Map.entry("COHERE", "cohere"),
          Map.entry("GITHUB_MODELS", "github"),
          Map.entry("GOOGLE_AI_GEMINI", "gcp.gemini"),
          Map.entry("GOOGLE_GENAI", "gcp.gen_ai"),
          Map.entry("GOOGLE_VERTEX_AI_ANTHROPIC", "gcp.vertex_ai"),
          Map.entry("GOOGLE_VERTEX_AI_GEMINI", "gcp.vertex_ai"),
          Map.entry("JINA", "jina"),
          Map.entry("MICROSOFT_FOUNDRY", "azure.ai.inference"),
          Map.entry("MISTRAL_AI", "mistral_ai"),
          Map.entry("OLLAMA", "ollama"),
          Map.entry("OPEN_AI", "openai"),
          Map.entry("VOYAGE_AI", "voyage_ai"),
          Map.entry("WATSONX", "ibm.watsonx.ai"));

  private static final String MODELS_PACKAGE = "dev.langchain4j.model.";
  private static final OptionalMethod PROVIDER = OptionalMethod.named("provider");

  private Providers() {}

  /**
   * Provider of a chat or embedding model. Null when neither the model nor its package tells:
   * embedding models have said who they are only since 1.11, and a model of the application's own
   * is {@code OTHER}.
   */
  static @Nullable String of(Object model) {
    String declared = PROVIDER.text(model);
    String name = declared == null ? null : NAMES.get(declared);
    return name == null ? ofPackage(model.getClass().getName()) : name;
  }

  private static @Nullable String ofPackage(String className) {
    if (!className.startsWith(MODELS_PACKAGE)) {
      return null;
    }
    String rest = className.substring(MODELS_PACKAGE.length());
    int end = rest.indexOf('.');
    return switch (end < 0 ? rest : rest.substring(0, end)) {
      case "openai", "openaiofficial" -> "openai";
      case "azure" -> "azure.ai.openai";
      case "anthropic" -> "anthropic";
      case "bedrock" -> "aws.bedrock";
      case "googleai" -> "gcp.gemini";
      case "vertexai" -> "gcp.vertex_ai";
      case "mistralai" -> "mistral_ai";
      case "ollama" -> "ollama";
      case "cohere" -> "cohere";
      case "voyageai" -> "voyage_ai";
      case "jina" -> "jina";
      case "watsonx" -> "ibm.watsonx.ai";
      default -> null;
    };
  }
}
