package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributesBuilder;
import io.treeline.semconv.CommonAttributes;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is called, and whose it is by the look of the address.
 *
 * @param port -1 when the URL names none and its scheme has no default
 * @param provider value of {@code gen_ai.provider.name}; null for an address nobody knows
 */
public record Endpoint(String host, int port, @Nullable String provider) {

  private static final int MAX_REMEMBERED = 256;
  private static final Map<String, Endpoint> REMEMBERED = new ConcurrentHashMap<>();

  /** Suffix of a host name to the provider behind it. */
  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("api.openai.com", "openai"),
          Map.entry("openai.azure.com", "azure.ai.openai"),
          Map.entry("cognitiveservices.azure.com", "azure.ai.openai"),
          Map.entry("services.ai.azure.com", "azure.ai.inference"),
          Map.entry("models.inference.ai.azure.com", "azure.ai.inference"),
          Map.entry("anthropic.com", "anthropic"),
          Map.entry("dashscope.aliyuncs.com", "dashscope"),
          Map.entry("dashscope-intl.aliyuncs.com", "dashscope"),
          Map.entry("cohere.com", "cohere"),
          Map.entry("cohere.ai", "cohere"),
          Map.entry("deepseek.com", "deepseek"),
          Map.entry("groq.com", "groq"),
          Map.entry("x.ai", "x_ai"),
          Map.entry("mistral.ai", "mistral_ai"),
          Map.entry("moonshot.ai", "moonshot_ai"),
          Map.entry("moonshot.cn", "moonshot_ai"),
          Map.entry("perplexity.ai", "perplexity"),
          Map.entry("generativelanguage.googleapis.com", "gcp.gemini"),
          Map.entry("aiplatform.googleapis.com", "gcp.vertex_ai"),
          Map.entry("ml.cloud.ibm.com", "ibm.watsonx.ai"),
          Map.entry("amazonaws.com", "aws.bedrock"));

  /** Null when {@code url} is null or has no host. */
  public static @Nullable Endpoint of(@Nullable String url) {
    if (url == null) {
      return null;
    }
    Endpoint known = REMEMBERED.get(url);
    if (known != null) {
      return known;
    }
    Endpoint endpoint = parse(url);
    if (endpoint != null && REMEMBERED.size() < MAX_REMEMBERED) {
      REMEMBERED.put(url, endpoint);
    }
    return endpoint;
  }

  void putTo(AttributesBuilder attributes) {
    attributes.put(CommonAttributes.SERVER_ADDRESS, host);
    if (port > 0) {
      attributes.put(CommonAttributes.SERVER_PORT, (long) port);
    }
  }

  private static @Nullable Endpoint parse(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (uri.getHost() == null) {
      return null;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort();
    if (port < 0) {
      port = "https".equals(uri.getScheme()) ? 443 : "http".equals(uri.getScheme()) ? 80 : -1;
    }
    return new Endpoint(host, port, providerOf(host));
  }

  private static @Nullable String providerOf(String host) {
    for (Map.Entry<String, String> entry : PROVIDERS.entrySet()) {
      String suffix = entry.getKey();
      if (host.equals(suffix) || host.endsWith("." + suffix)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
