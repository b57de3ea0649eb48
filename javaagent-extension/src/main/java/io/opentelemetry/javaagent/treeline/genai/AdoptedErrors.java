package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.treeline.semconv.CommonAttributes;
import java.util.List;

/**
 * Failures as a library wrote them onto its own span, made what {@link SpanErrors} writes: masked,
 * and without content no messages.
 */
final class AdoptedErrors {

  static List<EventData> events(List<EventData> events) {
    for (EventData event : events) {
      if (event.getName().equals("exception")) {
        return events.stream().map(AdoptedErrors::event).toList();
      }
    }
    return events;
  }

  static StatusData status(StatusData status) {
    String description = status.getDescription();
    if (description.isEmpty()) {
      return status;
    }
    return StatusData.create(
        status.getStatusCode(),
        GenAiConfig.get().captureContent() ? SpanErrors.masked(description) : "");
  }

  private static EventData event(EventData event) {
    if (!event.getName().equals("exception")) {
      return event;
    }
    boolean content = GenAiConfig.get().captureContent();
    var corrected = event.getAttributes().toBuilder();
    String message = event.getAttributes().get(CommonAttributes.EXCEPTION_MESSAGE);
    if (message != null && content) {
      corrected.put(CommonAttributes.EXCEPTION_MESSAGE, SpanErrors.masked(message));
    } else {
      corrected.remove(CommonAttributes.EXCEPTION_MESSAGE);
    }
    String stackTrace = event.getAttributes().get(CommonAttributes.EXCEPTION_STACKTRACE);
    if (stackTrace != null) {
      corrected.put(
          CommonAttributes.EXCEPTION_STACKTRACE,
          SpanErrors.maskedTrace(content ? stackTrace : framesOf(stackTrace)));
    }
    Attributes attributes = corrected.build();
    return EventData.create(event.getEpochNanos(), event.getName(), attributes, attributes.size());
  }

  /** The lines of a printed stack trace that no message can be in. */
  private static String framesOf(String stackTrace) {
    StringBuilder frames = new StringBuilder();
    stackTrace
        .lines()
        .filter(line -> line.startsWith("\tat "))
        .forEach(line -> frames.append(line).append('\n'));
    return frames.toString();
  }

  private AdoptedErrors() {}
}
