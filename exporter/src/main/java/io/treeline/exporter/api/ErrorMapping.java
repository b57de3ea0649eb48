package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.treeline.exporter.query.QueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which status and code an error has on the wire. */
final class ErrorMapping {

  private static final Logger LOGGER = LoggerFactory.getLogger(ErrorMapping.class);

  private ErrorMapping() {}

  static HttpResponse answer(Throwable cause) {
    if (cause instanceof QueryException query) {
      return answer(query.reason(), String.valueOf(query.getMessage()));
    }
    LOGGER.error("A request failed for a reason that is our fault", cause);
    return error(
        HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL", "internal error; the log has the details");
  }

  private static HttpResponse answer(QueryException.Reason reason, String message) {
    return switch (reason) {
      case INVALID_ARGUMENT -> error(HttpStatus.BAD_REQUEST, reason.name(), message);
      case NOT_FOUND -> error(HttpStatus.NOT_FOUND, reason.name(), message);
      case UNAVAILABLE -> error(HttpStatus.SERVICE_UNAVAILABLE, reason.name(), message);
    };
  }

  static HttpResponse error(HttpStatus status, String code, String message) {
    return JsonAnswer.of(
        status,
        out -> {
          out.writeStartObject();
          out.writeObjectFieldStart("error");
          out.writeStringField("code", code);
          out.writeStringField("message", message);
          out.writeEndObject();
          out.writeEndObject();
        });
  }
}
