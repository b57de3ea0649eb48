package io.treeline.exporter.decode;

import org.jspecify.annotations.Nullable;

/** The body is no OTLP export of its kind. Permanent: sending it again will not help. */
public final class MalformedPayloadException extends IllegalArgumentException {

  MalformedPayloadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
