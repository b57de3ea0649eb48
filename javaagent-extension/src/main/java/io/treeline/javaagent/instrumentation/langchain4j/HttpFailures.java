package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.CommonAttributes;
import org.jspecify.annotations.Nullable;

/** The HTTP status behind LangChain4j's exceptions. */
final class HttpFailures {

  private static final int MAX_CAUSES = 16;
  private static final String HTTP_EXCEPTION = "dev.langchain4j.exception.HttpException";
  private static final OptionalMethod STATUS_CODE = OptionalMethod.named("statusCode");

  private HttpFailures() {}

  /** Nothing but the status of the answer that was no success, if there was an answer. */
  static ModelResponse.Builder builder(Throwable failure) {
    return ModelResponse.builder().set(CommonAttributes.HTTP_RESPONSE_STATUS_CODE, status(failure));
  }

  /** Short name of what went wrong: the status, else the exception's class. */
  static String reason(Throwable failure) {
    Long status = status(failure);
    return status == null ? failure.getClass().getName() : status.toString();
  }

  private static @Nullable Long status(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause.getClass().getName().equals(HTTP_EXCEPTION)) {
        return STATUS_CODE.number(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
