package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way out: small ones with their length, large ones in chunks no faster than the
 * client takes them. To be written on a thread that may block.
 */
final class JsonAnswer extends OutputStream {

  static final int CHUNK_BYTES = 64 * 1024;

  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();
  private ResponseHeaders headers;
  private ByteArrayOutputStream chunk = new ByteArrayOutputStream(1024);
  private @Nullable HttpResponseWriter started;

  JsonAnswer(HttpStatus status) {
    this(headers(status));
  }

  /** Something else than JSON. */
  JsonAnswer(ResponseHeaders headers) {
    this.headers = headers;
  }

  /** An answer small enough to be held. */
  static HttpResponse of(HttpStatus status, JsonBody body) {
    JsonAnswer answer = new JsonAnswer(status);
    answer.write(body);
    return answer.response();
  }

  HttpResponse response() {
    return HttpResponse.of(response);
  }

  /** Writes all of the document. */
  void write(JsonBody body) {
    try {
      body.writeTo(this);
      finish();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** Something that is written to a stream. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes all of something else than a document. */
  void stream(Body body) {
    try {
      body.writeTo(this);
      finish();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** One header more, before the first byte is written; absent without a value. */
  void header(String name, @Nullable String value) {
    if (value != null) {
      headers = headers.toBuilder().set(name, value).build();
    }
  }

  /** Before the first byte left: an error answer; after it: a broken connection. */
  void fail(Throwable cause) {
    HttpResponseWriter writer = started;
    if (writer == null) {
      response.complete(ErrorMapping.answer(cause));
    } else {
      writer.close(cause);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    chunk.write(bytes, offset, length);
    if (chunk.size() >= CHUNK_BYTES) {
      send();
    }
  }

  private void send() throws IOException {
    HttpResponseWriter writer = started;
    if (writer == null) {
      writer = HttpResponse.streaming();
      started = writer;
      writer.write(headers);
      response.complete(writer);
    }
    if (!writer.tryWrite(HttpData.wrap(chunk.toByteArray()))) {
      throw new IOException("the client went away");
    }
    chunk.reset();
    try {
      writer.whenConsumed().join();
    } catch (CompletionException | CancellationException e) {
      throw new IOException("the client went away", e);
    }
  }

  private void finish() throws IOException {
    HttpResponseWriter writer = started;
    if (writer == null) {
      response.complete(HttpResponse.of(headers, HttpData.wrap(chunk.toByteArray())));
    } else {
      if (chunk.size() > 0) {
        send();
      }
      writer.close();
    }
    chunk = new ByteArrayOutputStream(0);
  }

  static ResponseHeaders headers(HttpStatus status) {
    return ResponseHeaders.builder(status)
        .contentType(MediaType.JSON_UTF_8)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .build();
  }
}
