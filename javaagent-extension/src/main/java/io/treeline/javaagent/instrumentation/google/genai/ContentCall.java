package io.treeline.javaagent.instrumentation.google.genai;

import com.google.genai.types.Content;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.ContentEmbeddingStatistics;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.treeline.javaagent.instrumentation.google.Generations;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One request to the model, which may be one of many in a {@link FunctionLoop}. */
public final class ContentCall {

  private final ModelCall call;
  private final @Nullable FunctionLoop loop;
  private final Scope scope;

  private ContentCall(ModelCall call, @Nullable FunctionLoop loop, Scope scope) {
    this.call = call;
    this.loop = loop;
    this.scope = scope;
  }

  /**
   * Null when it cannot be traced; the call goes on all the same.
   *
   * @param models {@code Models} or {@code AsyncModels}
   */
  public static @Nullable ContentCall generate(
      Object models,
      @Nullable String model,
      @Nullable List<Content> contents,
      @Nullable GenerateContentConfig config,
      boolean streaming) {
    try {
      ModelRequest.Builder request =
          ModelRequest.builder(GenAiOperations.GENERATE_CONTENT)
              .model(plainName(model))
              .streaming(streaming);
      GenAiClient.readTo(request, models, config == null ? Optional.empty() : config.httpOptions());
      Generations.readRequest(request, contents, config);
      FunctionLoop loop = FunctionLoop.in(Context.current());
      if (loop != null) {
        request.set(TreelineAttributes.AGENT_ITERATION, loop.nextCall());
      }
      return begin(request.build(), loop);
    } catch (Throwable e) {
      Failures.record("google-genai request", e);
      return null;
    }
  }

  /** As {@link #generate}, for embeddings: their other arguments differ between versions. */
  public static @Nullable ContentCall embed(Object models, Object[] arguments) {
    try {
      ModelRequest.Builder request = ModelRequest.builder(GenAiOperations.EMBEDDINGS);
      request.model(arguments[0] instanceof String model ? plainName(model) : null);
      EmbedContentConfig config =
          arguments[arguments.length - 1] instanceof EmbedContentConfig given ? given : null;
      GenAiClient.readTo(request, models, config == null ? Optional.empty() : config.httpOptions());
      if (config != null) {
        request.set(
            GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT,
            config.outputDimensionality().map(Integer::longValue).orElse(null));
      }
      return begin(request.build(), null);
    } catch (Throwable e) {
      Failures.record("google-genai request", e);
      return null;
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  private static ContentCall begin(ModelRequest request, @Nullable FunctionLoop loop) {
    ModelCall call = GenAiClient.TELEMETRY.startModelCall(Context.current(), request);
    return new ContentCall(call, loop, call.makeCurrent());
  }

  /** The method returned its answer, or threw. */
  public void returned(@Nullable Object response, @Nullable Throwable failure) {
    scope.close();
    ended(response, failure);
  }

  /** The asynchronous method returned, or threw. The application's callbacks see its context. */
  public <T> @Nullable CompletableFuture<T> returnedLater(
      @Nullable CompletableFuture<T> future, @Nullable Throwable failure) {
    scope.close();
    if (future == null || failure != null) {
      ended(null, failure);
      return future;
    }
    CompletableFuture<T> following = new CompletableFuture<>();
    CompletableFuture<?> unused =
        future.whenComplete(
            (response, thrown) -> {
              Failures.guard(
                  "google-genai answer", () -> ended(thrown == null ? response : null, thrown));
              call.parentContext()
                  .wrap(
                      () -> {
                        if (thrown != null) {
                          following.completeExceptionally(unwrapped(thrown));
                        } else {
                          following.complete(response);
                        }
                      })
                  .run();
            });
    return following;
  }

  /** As the library's own future would have failed: its next stage wraps it again. */
  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  private void ended(@Nullable Object response, @Nullable Throwable failure) {
    if (failure != null) {
      call.fail(failure);
      return;
    }
    if (response != null && ContentStreams.isStream(response)) {
      ContentStreams.opened(response, call);
      return;
    }
    ModelResponse answer = ModelResponse.EMPTY;
    try {
      if (response instanceof GenerateContentResponse generated) {
        answer = Generations.read(generated);
        if (loop != null) {
          loop.chosen(answer.toolCalls());
        }
      } else if (response instanceof EmbedContentResponse embedded) {
        answer = ModelResponse.builder().usage(usage(embedded)).build();
      }
    } catch (Throwable e) {
      Failures.record("google-genai response", e);
    }
    call.end(answer);
  }

  /** Only Vertex AI counts them. */
  private static TokenUsage usage(EmbedContentResponse response) {
    double tokens = 0;
    boolean known = false;
    for (ContentEmbedding embedding : response.embeddings().orElse(List.of())) {
      Float counted =
          embedding.statistics().flatMap(ContentEmbeddingStatistics::tokenCount).orElse(null);
      if (counted != null) {
        known = true;
        tokens += counted;
      }
    }
    return known ? TokenUsage.of(Math.round(tokens), null) : TokenUsage.UNKNOWN;
  }

  /** Without the collection it is in: {@code models/gemini-2.0-flash} is the same model. */
  private static @Nullable String plainName(@Nullable String model) {
    return model == null ? null : model.substring(model.lastIndexOf('/') + 1);
  }
}
