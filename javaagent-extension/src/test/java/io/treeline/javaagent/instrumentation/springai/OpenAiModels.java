package io.treeline.javaagent.instrumentation.springai;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.image.ImageModel;

/** OpenAI's models in Spring AI: on a client of its own in 1.x, on OpenAI's in 2.x. */
public final class OpenAiModels {

  static final boolean V1 = Fluent.exists("org.springframework.ai.openai.api.OpenAiApi");

  private static final String SERVER = System.getProperty("server");
  private static final String OPTIONS = "org.springframework.ai.openai.OpenAiChatOptions";
  private static final String RETRY = "org.springframework.ai.retry.";

  private OpenAiModels() {}

  /** Options to add to. */
  static Fluent options(String model) {
    Fluent options = Fluent.of(OPTIONS, "builder").with("model", model);
    return V1 ? options : options.with("baseUrl", SERVER).with("apiKey", "none");
  }

  static ChatOptions build(Fluent options) {
    return (ChatOptions) options.build();
  }

  /** One on the server that the program was told of. */
  public static ChatModel chat(String model) {
    return (ChatModel) builder(options(model), null).build();
  }

  static ChatModel of(Fluent options) {
    return (ChatModel) builder(options, null).build();
  }

  static ChatModel impatient(String model) {
    Fluent options = options(model);
    if (!V1) {
      options = options.with("timeout", Duration.ofMillis(500)).with("maxRetries", 0);
    }
    return (ChatModel) builder(options, Duration.ofMillis(500)).build();
  }

  static Fluent builder(Fluent options, Duration timeout) {
    Fluent builder = Fluent.of("org.springframework.ai.openai.OpenAiChatModel", "builder");
    return V1
        ? builder
            .with("openAiApi", api(timeout))
            .with("defaultOptions", options.build())
            .with("retryTemplate", retries())
        : builder.with("options", options.build());
  }

  static EmbeddingModel embedding(String model) {
    String type = "org.springframework.ai.openai.OpenAiEmbeddingOptions";
    Fluent options = Fluent.of(type, "builder").with("model", model);
    if (V1) {
      return (EmbeddingModel)
          Fluent.create(
                  "org.springframework.ai.openai.OpenAiEmbeddingModel",
                  api(null),
                  Fluent.constant("org.springframework.ai.document.MetadataMode", "EMBED"),
                  options.build())
              .get();
    }
    return (EmbeddingModel)
        Fluent.of("org.springframework.ai.openai.OpenAiEmbeddingModel", "builder")
            .with("options", options.with("baseUrl", SERVER).with("apiKey", "none").build())
            .build();
  }

  static ImageModel image(String model) {
    Fluent options =
        Fluent.of("org.springframework.ai.openai.OpenAiImageOptions", "builder")
            .with("model", model);
    String type = "org.springframework.ai.openai.OpenAiImageModel";
    if (V1) {
      Object api =
          Fluent.of("org.springframework.ai.openai.api.OpenAiImageApi", "builder")
              .with("baseUrl", SERVER.replace("/v1", ""))
              .with("apiKey", "none")
              .build();
      return (ImageModel) Fluent.create(type, api, options.build(), retries()).get();
    }
    return (ImageModel)
        Fluent.of(type, "builder")
            .with("options", options.with("baseUrl", SERVER).with("apiKey", "none").build())
            .build();
  }

  private static Object api(Duration timeout) {
    Fluent rest = Fluent.of("org.springframework.web.client.RestClient", "builder");
    if (timeout != null) {
      rest =
          rest.with(
              "requestFactory",
              Fluent.create("org.springframework.http.client.SimpleClientHttpRequestFactory")
                  .set("setReadTimeout", timeout)
                  .get());
    }
    return Fluent.of("org.springframework.ai.openai.api.OpenAiApi", "builder")
        .with("baseUrl", SERVER.replace("/v1", ""))
        .with("apiKey", "none")
        .with("restClientBuilder", rest.get())
        .with("responseErrorHandler", tooManyRequestsAreTransient())
        .build();
  }

  private static Object retries() {
    return Fluent.of("org.springframework.retry.support.RetryTemplate", "builder")
        .with("maxAttempts", 3)
        .with("retryOn", Fluent.type(RETRY + "TransientAiException"))
        .with("fixedBackoff", 5L)
        .build();
  }

  /** What {@code spring.ai.retry.on-http-codes=429} does. */
  private static Object tooManyRequestsAreTransient() {
    Object handler = Fluent.constant(RETRY + "RetryUtils", "DEFAULT_RESPONSE_ERROR_HANDLER");
    return Fluent.implement(
        "org.springframework.web.client.ResponseErrorHandler",
        call -> {
          Method method = (Method) call[0];
          Object[] arguments = (Object[]) call[1];
          try {
            return new Object[] {
              Fluent.invoke(handler.getClass(), handler, method.getName(), arguments)
            };
          } catch (RuntimeException e) {
            if (e.getMessage().contains("429")) {
              throw (RuntimeException)
                  Fluent.create(RETRY + "TransientAiException", e.getMessage()).get();
            }
            throw e;
          }
        });
  }

  /** Headers for the options, by the name that the version has for them. */
  static Fluent headers(Fluent options, Map<String, String> headers) {
    return options.with(V1 ? "httpHeaders" : "customHeaders", headers);
  }

  static Fluent stop(Fluent options, String sequence) {
    return options.with("stop", List.of(sequence));
  }
}
