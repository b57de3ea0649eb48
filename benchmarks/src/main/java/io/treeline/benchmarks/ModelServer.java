package io.treeline.benchmarks;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import java.nio.charset.StandardCharsets;

/** A model on loopback, in its own process: {@code <port>}. Answers by what a request asks for. */
public final class ModelServer {

  private static final MediaType EVENTS = MediaType.parse("text/event-stream");

  private ModelServer() {}

  public static void main(String[] arguments) throws InterruptedException {
    Server.builder()
        .http(Integer.parseInt(arguments[0]))
        .service(
            "/v1/chat/completions",
            (context, request) ->
                HttpResponse.of(
                    request
                        .aggregate()
                        .thenApply(
                            whole -> answer(whole.content().toString(StandardCharsets.UTF_8)))))
        .build()
        .start()
        .join();
    Thread.currentThread().join();
  }

  private static HttpResponse answer(String request) {
    if (request.contains("\"stream\":true")) {
      return HttpResponse.of(HttpStatus.OK, EVENTS, HttpData.wrap(CannedAnswers.STREAM));
    }
    byte[] body = request.contains("\"tools\":") ? CannedAnswers.TOOL_CALL : CannedAnswers.CHAT;
    return HttpResponse.of(HttpStatus.OK, MediaType.JSON, HttpData.wrap(body));
  }
}
