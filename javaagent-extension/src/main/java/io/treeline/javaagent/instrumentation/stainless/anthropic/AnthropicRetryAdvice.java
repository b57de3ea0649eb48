package io.treeline.javaagent.instrumentation.stainless.anthropic;

import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import io.treeline.javaagent.instrumentation.stainless.Attempts;
import io.treeline.javaagent.instrumentation.stainless.SessionHeaders;
import java.time.Duration;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Advice for the client that sends. */
@SuppressWarnings("unused")
final class AnthropicRetryAdvice {

  /** Records a retry. */
  public static final class Backoff {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) int attempt,
        @Advice.Argument(1) @Nullable HttpResponse response,
        @Advice.Return Duration backoff) {
      Attempts.repeating(attempt, response == null ? null : response.statusCode(), backoff);
    }

    private Backoff() {}
  }

  /** Takes session headers off the request when the user wants them to stay home. */
  public static final class Send {
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable HttpRequest onEnter(@Advice.Argument(0) HttpRequest request) {
      Set<String> names = SessionHeaders.toStrip(request.headers().names());
      return names.isEmpty() ? request : request.toBuilder().removeAllHeaders(names).build();
    }

    private Send() {}
  }

  private AnthropicRetryAdvice() {}
}
