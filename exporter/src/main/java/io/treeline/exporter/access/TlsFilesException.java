package io.treeline.exporter.access;

import org.jspecify.annotations.Nullable;

/** Certificate or key cannot be used; the message says which, why and what is expected. */
public final class TlsFilesException extends RuntimeException {

  TlsFilesException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
