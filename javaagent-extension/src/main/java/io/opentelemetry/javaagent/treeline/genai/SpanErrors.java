package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.treeline.semconv.CommonAttributes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a failure onto a span, with credentials masked: providers echo keys in their messages.
 *
 * <p>They echo prompts as well, so without content only types and frames are kept.
 */
final class SpanErrors {

  private static final int MAX_MESSAGE_LENGTH = 4 * 1024;
  private static final int MAX_STACKTRACE_LENGTH = 16 * 1024;

  /** Causes may go round in a circle. */
  private static final int MAX_CAUSES = 16;

  /** Returns the value of {@code error.type}. */
  static String record(Span span, Throwable thrown) {
    Throwable failure = unwrap(thrown);
    String type = failure.getClass().getName();
    if (!span.isRecording()) {
      return type;
    }
    boolean content = GenAiConfig.get().captureContent();
    span.setAttribute(CommonAttributes.ERROR_TYPE, type);
    span.setStatus(StatusCode.ERROR, content ? message(failure) : "");
    span.addEvent("exception", exception(failure, content));
    return type;
  }

  /** What it says, short and without credentials; null when it says nothing or content is off. */
  static @Nullable String shortText(@Nullable Object said) {
    String text =
        said instanceof Throwable thrown ? unwrap(thrown).getMessage() : String.valueOf(said);
    return said == null || text == null || text.isBlank() || !GenAiConfig.get().captureContent()
        ? null
        : new ContentJson(Failure.MAX_TEXT).text(text);
  }

  /** The attributes of the event {@code exception}; without content no message is in it. */
  static Attributes exception(Throwable failure, boolean content) {
    AttributesBuilder event = Attributes.builder();
    event.put(CommonAttributes.EXCEPTION_TYPE, failure.getClass().getName());
    if (content) {
      event.put(CommonAttributes.EXCEPTION_MESSAGE, message(failure));
    }
    event.put(
        CommonAttributes.EXCEPTION_STACKTRACE,
        new ContentJson(MAX_STACKTRACE_LENGTH)
            .text(content ? stackTrace(failure) : frames(failure)));
    return event.build();
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? "" : text(message);
  }

  /** A message as it may be kept: masked and cut. Content. */
  static String text(String message) {
    return new ContentJson(MAX_MESSAGE_LENGTH).text(message);
  }

  /** A failure's message that somebody else wrote down. */
  static String masked(String message) {
    return new ContentJson(MAX_MESSAGE_LENGTH).text(message);
  }

  /** A printed stack trace that somebody else wrote down. */
  static String maskedTrace(String stackTrace) {
    return new ContentJson(MAX_STACKTRACE_LENGTH).text(stackTrace);
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

  /** A stack trace as {@link Throwable#printStackTrace()} writes it, less the messages. */
  private static String frames(Throwable failure) {
    StringBuilder out = new StringBuilder();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      out.append(depth == 0 ? "" : "Caused by: ").append(cause.getClass().getName()).append('\n');
      for (StackTraceElement frame : cause.getStackTrace()) {
        out.append("\tat ").append(frame).append('\n');
      }
      cause = cause.getCause();
    }
    return out.toString();
  }

  private SpanErrors() {}
}
