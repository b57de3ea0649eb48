package io.treeline.exporter.receive;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.treeline.exporter.access.AccessDeniedException;
import io.treeline.exporter.access.Gate;
import io.treeline.exporter.access.GrpcDenial;
import io.treeline.exporter.access.Scope;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import org.jspecify.annotations.Nullable;

/** Lets in whoever may send. Others are told so in OTLP's words, and must not try again. */
final class IngestGuard implements DecoratingHttpServiceFunction {

  private final Gate gate;
  private final ExporterTelemetry telemetry;

  IngestGuard(Gate gate, ExporterTelemetry telemetry) {
    this.gate = gate;
    this.telemetry = telemetry;
  }

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest req)
      throws Exception {
    try {
      Gate.require(gate.caller(req.headers()), Scope.INGEST).enter(ctx);
    } catch (AccessDeniedException e) {
      telemetry.rejected(RejectReason.UNAUTHORIZED, 1);
      return GrpcDenial.isGrpc(req) ? GrpcDenial.answer(e) : denied(e, req.contentType());
    }
    return delegate.serve(ctx, req);
  }

  private static HttpResponse denied(AccessDeniedException e, @Nullable MediaType type) {
    OtlpFormat asked = ExportHttpService.format(type);
    OtlpFormat format = asked == null ? OtlpFormat.JSON : asked;
    ResponseHeaders headers =
        ResponseHeaders.builder(e.isForbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED)
            .contentType(ExportHttpService.type(format))
            .build();
    if (!e.isForbidden()) {
      headers = headers.toBuilder().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer").build();
    }
    Status.Code code =
        e.isForbidden() ? Status.Code.PERMISSION_DENIED : Status.Code.UNAUTHENTICATED;
    return HttpResponse.of(
        headers,
        HttpData.wrap(ExportResponses.error(code.value(), String.valueOf(e.getMessage()), format)));
  }
}
