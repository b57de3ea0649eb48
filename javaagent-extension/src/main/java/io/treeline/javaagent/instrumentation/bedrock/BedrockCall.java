package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** One call of a model, from the entry of the client's method to its answer. */
public final class BedrockCall {

  private static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.bedrock", "aws.bedrock");

  private final ModelCall call;
  private final BedrockApi api;
  private final Scope scope;
  private @Nullable ModelStream stream;

  private BedrockCall(ModelCall call, BedrockApi api, Scope scope) {
    this.call = call;
    this.api = api;
    this.scope = scope;
  }

  /** Null when it cannot be traced; the call goes on all the same. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  public static @Nullable BedrockCall begin(
      AwsClient client, SdkRequest request, boolean streaming) {
    try {
      BedrockApi api = BedrockApi.of(request);
      ModelRequest.Builder read = api.request(request);
      read.streaming(streaming)
          .provider("aws.bedrock")
          .endpoint(Endpoints.of(client, "bedrock-runtime"))
          .callerSession(Headers.session(request));
      ModelCall call = TELEMETRY.startModelCall(Context.current(), read.build());
      return new BedrockCall(call, api, call.makeCurrent());
    } catch (Throwable e) {
      Failures.record("bedrock request", e);
      return null;
    }
  }

  /** The method of the blocking client returned or threw. */
  public void returned(@Nullable Object response, @Nullable Throwable failure) {
    scope.close();
    end(response, failure);
  }

  /** The method of the asynchronous client returned or threw. */
  public <T> @Nullable CompletableFuture<T> returnedLater(
      @Nullable CompletableFuture<T> answer, @Nullable Throwable failure) {
    scope.close();
    if (failure != null || answer == null) {
      end(null, failure);
      return answer;
    }
    return CallerFuture.of(answer, call.parentContext(), this::end);
  }

  /**
   * Begins a call that is answered as a stream.
   *
   * @param type the type of handler that the operation takes
   * @return the call, or {@code handler} when it cannot be traced; and the handler to give the
   *     events to
   */
  public static Object[] beginStream(
      AwsClient client, SdkRequest request, Class<?> type, Object handler) {
    BedrockCall begun = begin(client, request, true);
    if (begun == null) {
      return new Object[] {handler, handler};
    }
    try {
      return new Object[] {begun, begun.watch(type, handler)};
    } catch (Throwable e) {
      Failures.record("bedrock stream", e);
      return new Object[] {begun, handler};
    }
  }

  private Object watch(Class<?> type, Object handler) {
    EventAnswer answer = api.newStream();
    ModelStream opened = call.stream(answer::response);
    stream = opened;
    return WatchedHandler.of(type, handler, new ModelEvents(answer, opened), call.parentContext());
  }

  private void end(@Nullable Object response, @Nullable Throwable failure) {
    ModelStream opened = stream;
    if (opened != null) {
      if (failure != null) {
        opened.failed(failure);
      } else {
        opened.drained();
      }
    } else if (failure instanceof CancellationException) {
      call.cancelled(false);
    } else if (failure != null) {
      call.fail(failure);
    } else {
      call.end(read(response));
    }
  }

  private ModelResponse read(@Nullable Object response) {
    try {
      if (response instanceof SdkPojo pojo) {
        return api.response(pojo);
      }
    } catch (Throwable e) {
      Failures.record("bedrock response", e);
    }
    return ModelResponse.EMPTY;
  }
}
