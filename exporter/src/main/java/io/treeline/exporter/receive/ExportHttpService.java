package io.treeline.exporter.receive;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
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
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.decode.MalformedPayloadException;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST} of one signal. Errors carry a {@code google.rpc.Status} in the request's encoding.
 */
final class ExportHttpService implements HttpService {

  private static final Logger logger = LoggerFactory.getLogger(ExportHttpService.class);

  /** Seconds; a store in trouble seldom recovers sooner. */
  private static final int RETRY_AFTER = 5;

  private final Signal signal;
  private final ExportSink sink;
  private final ExporterTelemetry telemetry;
  private final int maxBytes;

  ExportHttpService(Signal signal, ExportSink sink, ExporterTelemetry telemetry, int maxBytes) {
    this.signal = signal;
    this.sink = sink;
    this.telemetry = telemetry;
    this.maxBytes = maxBytes;
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
    OtlpFormat format = format(req.contentType());
    if (format == null) {
      telemetry.rejected(RejectReason.UNSUPPORTED_TYPE, 1);
      return failure(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          Status.Code.INVALID_ARGUMENT,
          "content type must be application/x-protobuf or application/json: was "
              + (req.contentType() == null ? "absent" : req.contentType().nameWithoutParameters()),
          OtlpFormat.JSON);
    }
    return HttpResponse.of(
        req.aggregate()
            .handleAsync(
                (body, fault) ->
                    body != null ? handle(Caller.of(ctx), body, format) : unreadable(fault, format),
                ctx.blockingTaskExecutor()));
  }

  private HttpResponse handle(Caller caller, AggregatedHttpRequest request, OtlpFormat format) {
    byte[] body;
    try {
      body =
          BodyEncoding.of(request.headers().get(HttpHeaderNames.CONTENT_ENCODING))
              .decompress(request.content().array(), maxBytes);
    } catch (BodyEncoding.TooLargeException e) {
      return tooLarge(format);
    } catch (BodyEncoding.UnsupportedEncodingException e) {
      telemetry.rejected(RejectReason.UNSUPPORTED_TYPE, 1);
      return failure(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          Status.Code.INVALID_ARGUMENT,
          String.valueOf(e.getMessage()),
          format);
    } catch (IOException e) {
      telemetry.rejected(RejectReason.MALFORMED_REQUEST, 1);
      return failure(
          HttpStatus.BAD_REQUEST,
          Status.Code.INVALID_ARGUMENT,
          "body cannot be decompressed: " + e.getMessage(),
          format);
    }
    telemetry.request(format == OtlpFormat.JSON ? "http_json" : "http_protobuf", body.length);
    return export(caller, body, format);
  }

  private HttpResponse export(Caller caller, byte[] body, OtlpFormat format) {
    try {
      ExportOutcome outcome = SenderLimit.accept(caller, sink, body, format);
      if (outcome.isTotalLoss()) {
        return failure(
            HttpStatus.BAD_REQUEST, Status.Code.INVALID_ARGUMENT, outcome.message(), format);
      }
      ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.OK);
      headers.contentType(type(format));
      if (outcome.position() != null) {
        headers.set(ExportOutcome.POSITION_HEADER, outcome.position());
      }
      return HttpResponse.of(
          headers.build(), HttpData.wrap(ExportResponses.success(outcome, signal, format)));
    } catch (MalformedPayloadException e) {
      return failure(
          HttpStatus.BAD_REQUEST,
          Status.Code.INVALID_ARGUMENT,
          String.valueOf(e.getMessage()),
          format);
    } catch (OverloadedException e) {
      telemetry.rejected(e.reason(), 1);
      return overloaded(e, format);
    } catch (SinkUnavailableException e) {
      return failure(
          HttpStatus.SERVICE_UNAVAILABLE,
          Status.Code.UNAVAILABLE,
          String.valueOf(e.getMessage()),
          format);
    } catch (RuntimeException e) {
      telemetry.rejected(RejectReason.INTERNAL, 1);
      logger.error("an OTLP/HTTP export of {} bytes failed", body.length, e);
      return failure(
          HttpStatus.INTERNAL_SERVER_ERROR,
          Status.Code.INTERNAL,
          "the exporter failed; see its log",
          format);
    }
  }

  static HttpResponse overloaded(OverloadedException e, OtlpFormat format) {
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.TOO_MANY_REQUESTS)
            .contentType(type(format))
            .setLong(HttpHeaderNames.RETRY_AFTER, e.retryAfterSeconds())
            .build();
    int code = Status.Code.RESOURCE_EXHAUSTED.value();
    return HttpResponse.of(
        headers,
        HttpData.wrap(ExportResponses.error(code, String.valueOf(e.getMessage()), format)));
  }

  private HttpResponse unreadable(Throwable fault, OtlpFormat format) {
    if (Exceptions.peel(fault) instanceof ContentTooLargeException) {
      return tooLarge(format);
    }
    telemetry.rejected(RejectReason.MALFORMED_REQUEST, 1);
    return failure(
        HttpStatus.BAD_REQUEST,
        Status.Code.INVALID_ARGUMENT,
        "body could not be read to its end: " + Exceptions.peel(fault).getMessage(),
        format);
  }

  private HttpResponse tooLarge(OtlpFormat format) {
    return RequestTooLarge.response(format, maxBytes, telemetry).toHttpResponse();
  }

  private static HttpResponse failure(
      HttpStatus status, Status.Code code, String message, OtlpFormat format) {
    ResponseHeaders headers = ResponseHeaders.builder(status).contentType(type(format)).build();
    if (status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
      headers = headers.toBuilder().setInt(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER).build();
    }
    return HttpResponse.of(
        headers, HttpData.wrap(ExportResponses.error(code.value(), message, format)));
  }

  static MediaType type(OtlpFormat format) {
    return format == OtlpFormat.JSON ? MediaType.JSON : MediaType.X_PROTOBUF;
  }

  static @Nullable OtlpFormat format(@Nullable MediaType type) {
    if (type == null) {
      return null;
    }
    return switch (type.type() + "/" + type.subtype()) {
      case "application/x-protobuf", "application/protobuf" -> OtlpFormat.PROTOBUF;
      case "application/json" -> OtlpFormat.JSON;
      default -> null;
    };
  }
}
