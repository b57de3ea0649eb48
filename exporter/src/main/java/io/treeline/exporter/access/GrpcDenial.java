package io.treeline.exporter.access;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.nio.charset.StandardCharsets;

/** Says no to a client of gRPC, before any service saw the call: headers and no more. */
public final class GrpcDenial {

  private static final String PERMISSION_DENIED = "7";
  private static final String UNAUTHENTICATED = "16";

  /** Whether an answer must be gRPC's. */
  public static boolean isGrpc(HttpRequest request) {
    MediaType type = request.contentType();
    return type != null && type.type().equals("application") && type.subtype().startsWith("grpc");
  }

  /** The answer. */
  public static HttpResponse answer(AccessDeniedException denied) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.parse("application/grpc+proto"))
            .set("grpc-status", denied.isForbidden() ? PERMISSION_DENIED : UNAUTHENTICATED)
            .set("grpc-message", percentEncoded(String.valueOf(denied.getMessage())))
            .endOfStream(true)
            .build());
  }

  private static String percentEncoded(String message) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b & 0xFF));
      }
    }
    return encoded.toString();
  }

  private GrpcDenial() {}
}
