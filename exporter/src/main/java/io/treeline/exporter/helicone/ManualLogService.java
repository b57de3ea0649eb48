package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.receive.BodyEncoding;
import io.treeline.exporter.receive.ExportOutcome;
import io.treeline.exporter.receive.OverloadedException;
import io.treeline.exporter.receive.SenderLimit;
import io.treeline.exporter.receive.SinkUnavailableException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /custom/v1/log} and its aliases. Answers {@code ok} once the log is durable, with the
 * id of the request in {@code helicone-id}; errors are {@code {"error": message}}. {@code
 * Authorization} is the key, where keys are asked for.
 */
public final class ManualLogService implements HttpService {

  /** Where clients send logs, and the provider that each path stands for. */
  private static final Map<String, String> PATHS =
      Map.of(
          "/custom/v1/log", "",
          "/oai/v1/log", "openai",
          "/anthropic/v1/log", "anthropic",
          "/googleapis/v1/log", "google");

  private static final Logger logger = LoggerFactory.getLogger(ManualLogService.class);
  private static final int RETRY_AFTER_SECONDS = 5;

  private final LogSink sink;
  private final ExporterTelemetry telemetry;
  private final int maxBytes;

  private ManualLogService(LogSink sink, ExporterTelemetry telemetry, int maxBytes) {
    this.sink = sink;
    this.telemetry = telemetry;
    this.maxBytes = maxBytes;
  }

  /**
   * Adds the services to a receiver's server.
   *
   * @param maxBytes largest body, before and after decompression
   */
  public static void install(
      ServerBuilder server, LogSink sink, ExporterTelemetry telemetry, int maxBytes) {
    HttpService service = new ManualLogService(sink, telemetry, maxBytes);
    PATHS.keySet().forEach(path -> server.service(path, service));
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    if (req.method() != HttpMethod.POST) {
      return HttpResponse.builder()
          .status(HttpStatus.METHOD_NOT_ALLOWED)
          .header(HttpHeaderNames.ALLOW, "POST")
          .content(MediaType.PLAIN_TEXT_UTF_8, "expected POST, was " + req.method() + "\n")
          .build();
    }
    String route = PATHS.getOrDefault(ctx.path(), "");
    return HttpResponse.of(
        req.aggregate()
            .handleAsync(
                (body, fault) ->
                    body != null
                        ? handle(Caller.of(ctx), body, route.isEmpty() ? null : route)
                        : unreadable(fault),
                ctx.blockingTaskExecutor()));
  }

  private HttpResponse handle(
      Caller caller, AggregatedHttpRequest request, @Nullable String route) {
    byte[] body;
    try {
      body =
          BodyEncoding.of(request.headers().get(HttpHeaderNames.CONTENT_ENCODING))
              .decompress(request.content().array(), maxBytes);
    } catch (BodyEncoding.TooLargeException e) {
      telemetry.rejected(RejectReason.REQUEST_TOO_LARGE, 1);
      return error(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "a log must have at most %d bytes, as sent and decompressed (max-request-bytes)"
              .formatted(maxBytes));
    } catch (IOException e) {
      telemetry.rejected(RejectReason.UNSUPPORTED_TYPE, 1);
      return error(HttpStatus.UNSUPPORTED_MEDIA_TYPE, String.valueOf(e.getMessage()));
    }
    telemetry.request("helicone", body.length);
    LogHeaders headers = new LogHeaders();
    request.headers().forEach((name, value) -> headers.add(name.toString(), value));
    try {
      return keep(caller, body.length, ManualLogParser.parse(body, route, headers));
    } catch (InvalidLogException e) {
      telemetry.rejected(RejectReason.MALFORMED_REQUEST, 1);
      return error(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (OverloadedException e) {
      telemetry.rejected(e.reason(), 1);
      return error(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()))
          .mapHeaders(
              all ->
                  all.toBuilder()
                      .setLong(HttpHeaderNames.RETRY_AFTER, e.retryAfterSeconds())
                      .build());
    } catch (SinkUnavailableException e) {
      return error(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      telemetry.rejected(RejectReason.INTERNAL, 1);
      logger.error("a log of {} bytes failed", body.length, e);
      return error(HttpStatus.INTERNAL_SERVER_ERROR, "the exporter failed; see its log");
    }
  }

  private HttpResponse keep(Caller caller, long bytes, ManualLog log) {
    String id = RequestId.orRandom(log.headers().requestId());
    ExportOutcome outcome =
        SenderLimit.accept(
            caller, bytes, () -> sink.replace(caller.project(), List.of(LogSpans.span(log, id))));
    if (outcome.isTotalLoss()) {
      return error(HttpStatus.BAD_REQUEST, outcome.message());
    }
    String text = outcome.message().isEmpty() ? "ok" : "ok. " + outcome.message();
    ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK);
    headers.contentType(MediaType.PLAIN_TEXT_UTF_8).add("helicone-id", id);
    if (outcome.position() != null) {
      headers.add(ExportOutcome.POSITION_HEADER, outcome.position());
    }
    return HttpResponse.of(headers.build(), HttpData.ofUtf8(text));
  }

  private HttpResponse unreadable(Throwable fault) {
    telemetry.rejected(RejectReason.MALFORMED_REQUEST, 1);
    return error(
        HttpStatus.BAD_REQUEST,
        "body could not be read to its end: " + Exceptions.peel(fault).getMessage());
  }

  private static HttpResponse error(HttpStatus status, String message) {
    var headers = ResponseHeaders.builder(status).contentType(MediaType.JSON_UTF_8);
    if (status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
      headers.setInt(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    String body = JsonNodeFactory.instance.objectNode().put("error", message).toString();
    return HttpResponse.of(headers.build(), HttpData.ofUtf8(body));
  }
}
