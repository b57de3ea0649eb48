package io.treeline.javaagent.instrumentation.azureopenai;

import com.azure.core.util.BinaryData;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.genai.wire.ServerSentEvents;
import io.opentelemetry.javaagent.treeline.genai.wire.StreamedAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;

/** The body of an answer, read along with the application while it passes. */
final class WatchedBody {

  /** Of an answer that is not streamed; beyond it, the answer is not read. */
  private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

  /**
   * @param blocking whether giving the stream up means that the application closed it
   */
  static BinaryData ofStream(BinaryData body, AzureCall call, boolean blocking) {
    StreamedAnswer answer = call.api().newStream();
    ServerSentEvents events = new ServerSentEvents(answer);
    ModelStream stream = call.call().stream(answer::response);
    stream.received(false);
    Flux<ByteBuffer> watched =
        body.toFluxByteBuffer()
            .doOnNext(
                bytes -> {
                  try {
                    int before = events.events();
                    boolean content = events.accept(bytes.asReadOnlyBuffer());
                    if (events.events() > before) {
                      stream.received(content);
                    }
                  } catch (Throwable e) {
                    Failures.record("azure-openai chunk", e);
                  }
                })
            .doOnComplete(
                () -> Failures.guard("azure-openai stream", () -> finished(events, stream)))
            .doOnError(stream::failed)
            .doOnCancel(
                () ->
                    Failures.guard("azure-openai stream", () -> givenUp(events, stream, blocking)));
    // Held by the flux, and by whoever reads it.
    stream.endWhenUnreachable(events);
    return AzureCall.lazily(watched);
  }

  private static void finished(ServerSentEvents events, ModelStream stream) {
    if (events.malformed()) {
      // The library cannot read it either, and throws; perhaps later, on another thread.
      stream.failed(new IllegalStateException("an event of the stream is not JSON"));
    } else {
      stream.drained();
    }
  }

  private static void givenUp(ServerSentEvents events, ModelStream stream, boolean blocking) {
    if (events.done() || events.malformed()) {
      finished(events, stream);
    } else if (blocking) {
      stream.closed();
    } else {
      stream.cancelled();
    }
  }

  static BinaryData ofAnswer(BinaryData body, AzureCall call) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    Flux<ByteBuffer> watched =
        body.toFluxByteBuffer()
            .doOnNext(
                bytes -> {
                  if (received.size() + bytes.remaining() <= MAX_ANSWER_BYTES) {
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.asReadOnlyBuffer().get(copy);
                    received.writeBytes(copy);
                  }
                })
            .doOnComplete(
                () ->
                    Failures.guard(
                        "azure-openai answer",
                        () -> call.end(received.toString(StandardCharsets.UTF_8))))
            .doOnError(call.call()::fail)
            .doOnCancel(() -> call.call().cancelled(false));
    // Held by the flux, and by whoever reads it.
    Runnable unused = call.call().endWhenUnreachable(received);
    return AzureCall.lazily(watched);
  }

  private WatchedBody() {}
}
