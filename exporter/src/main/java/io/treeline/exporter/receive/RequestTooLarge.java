package io.treeline.exporter.receive;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Says that a request is too large. A request that declares its length is refused by the server
 * before any service sees it; it gets the same answer.
 */
final class RequestTooLarge implements ServerErrorHandler {

  private final int maxBytes;
  private final ExporterTelemetry telemetry;

  RequestTooLarge(int maxBytes, ExporterTelemetry telemetry) {
    this.maxBytes = maxBytes;
    this.telemetry = telemetry;
  }

  static AggregatedHttpResponse response(
      OtlpFormat format, int maxBytes, ExporterTelemetry telemetry) {
    telemetry.rejected(RejectReason.REQUEST_TOO_LARGE, 1);
    byte[] body =
        ExportResponses.error(
            Status.Code.RESOURCE_EXHAUSTED.value(),
            "request is larger than "
                + maxBytes
                + " bytes, as sent or decompressed (max-request-bytes): send smaller batches or"
                + " raise the limit",
            format);
    return AggregatedHttpResponse.of(
        HttpStatus.REQUEST_ENTITY_TOO_LARGE, ExportHttpService.type(format), HttpData.wrap(body));
  }

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
    return null;
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    if (!status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)) {
      return null;
    }
    OtlpFormat format = ExportHttpService.format(headers == null ? null : headers.contentType());
    return response(format == null ? OtlpFormat.JSON : format, maxBytes, telemetry);
  }
}
