package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.treeline.semconv.CommonAttributes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Puts a failure onto a span, with credentials masked: providers echo keys in their messages. */
final class SpanErrors {

  private static final int MAX_MESSAGE_LENGTH = 4 * 1024;
  private static final int MAX_STACKTRACE_LENGTH = 16 * 1024;

  /** Returns the value of {@code error.type}. */
  static String record(Span span, Throwable thrown) {
    Throwable failure = unwrap(thrown);
    String type = failure.getClass().getName();
    if (!span.isRecording()) {
      return type;
    }
    ContentJson text = new ContentJson(MAX_MESSAGE_LENGTH);
    String message = failure.getMessage() == null ? "" : text.text(failure.getMessage());
    span.setAttribute(CommonAttributes.ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR, message);
    span.addEvent(
        "exception",
        Attributes.of(
            CommonAttributes.EXCEPTION_TYPE,
            type,
            CommonAttributes.EXCEPTION_MESSAGE,
            message,
            CommonAttributes.EXCEPTION_STACKTRACE,
            new ContentJson(MAX_STACKTRACE_LENGTH).text(stackTrace(failure))));
    return type;
  }

  /** What happened, without the wrappers futures put around it. */
  static Throwable unwrap(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof CompletionException || failure instanceof ExecutionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }

  private static String stackTrace(Throwable failure) {
    StringWriter out = new StringWriter();
    failure.printStackTrace(new PrintWriter(out));
    return out.toString();
  }

  private SpanErrors() {}
}
