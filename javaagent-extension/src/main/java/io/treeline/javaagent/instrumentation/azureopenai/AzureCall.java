package io.treeline.javaagent.instrumentation.azureopenai;

import com.azure.core.http.rest.Response;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.core.util.BinaryData;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.wire.OpenAiApi;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** One call, from the method of the client to the last byte of its answer. */
public final class AzureCall {

  private final ModelCall call;
  private final OpenAiApi api;
  private final boolean streaming;
  private @Nullable Scope scope;
  private volatile boolean arrived;

  AzureCall(ModelCall call, OpenAiApi api, boolean streaming) {
    this.call = call;
    this.api = api;
    this.streaming = streaming;
  }

  /** For as long as the client works on the caller's thread. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the method returns
  void enter() {
    scope = call.makeCurrent();
  }

  ModelCall call() {
    return call;
  }

  OpenAiApi api() {
    return api;
  }

  boolean streaming() {
    return streaming;
  }

  /** The method of the blocking client returned or threw. */
  public @Nullable Response<BinaryData> returned(
      @Nullable Response<BinaryData> response, @Nullable Throwable failure) {
    if (scope != null) {
      scope.close();
    }
    if (failure != null) {
      call.fail(failure);
      return response;
    }
    return response == null ? null : answered(response, true);
  }

  /**
   * The response has arrived, its body perhaps has not.
   *
   * @param mayBlock whether the caller waits for the whole of an answer that is not streamed
   * @return what the application gets
   */
  Response<BinaryData> answered(Response<BinaryData> response, boolean mayBlock) {
    arrived = true;
    try {
      BinaryData body = response.getValue();
      if (body == null) {
        call.end(ModelResponse.EMPTY);
      } else if (streaming) {
        return with(response, WatchedBody.ofStream(body, this, mayBlock));
      } else if (body.isReplayable()) {
        end(body.toString());
      } else {
        return with(response, mayBlock ? readNow(body) : WatchedBody.ofAnswer(body, this));
      }
    } catch (Throwable e) {
      Failures.record("azure-openai response", e);
      call.end(ModelResponse.EMPTY);
    }
    return response;
  }

  /** The application gave up waiting; no more than a word when the answer has arrived. */
  void cancelled() {
    if (!arrived) {
      call.cancelled(streaming);
    }
  }

  /** The whole body has arrived. */
  void end(String body) {
    ModelResponse response = ModelResponse.EMPTY;
    try {
      response = api.readResponse(AzureRequest.Json.object(body));
    } catch (Throwable e) {
      Failures.record("azure-openai response", e);
    }
    call.end(response);
  }

  /** The client's next step is to read the body on this thread; it can be read only once. */
  private BinaryData readNow(BinaryData body) {
    byte[] bytes;
    try {
      bytes = body.toBytes();
    } catch (RuntimeException e) {
      call.fail(e);
      return lazily(Flux.error(e));
    }
    end(new String(bytes, StandardCharsets.UTF_8));
    return BinaryData.fromBytes(bytes);
  }

  static BinaryData lazily(Flux<java.nio.ByteBuffer> bytes) {
    BinaryData data = BinaryData.fromFlux(bytes, null, false).block();
    if (data == null) {
      throw new IllegalStateException("BinaryData.fromFlux gave no data for an unbuffered flux");
    }
    return data;
  }

  private static Response<BinaryData> with(Response<BinaryData> response, BinaryData body) {
    return new SimpleResponse<>(response, body);
  }
}
