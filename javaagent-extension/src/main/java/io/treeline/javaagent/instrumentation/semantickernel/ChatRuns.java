package io.treeline.javaagent.instrumentation.semantickernel;

import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.orchestration.ToolCallBehavior;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.chatcompletion.ChatMessageContent;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.javaagent.reactive.WatchedMono;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What {@link ChatServiceInstrumentation}'s advice does. */
public final class ChatRuns {

  private ChatRuns() {}

  /**
   * The chat's answer; where the service calls functions by itself, with an agent's span for each
   * time it is asked for.
   *
   * @param asked the history, or a prompt
   */
  public static @Nullable Mono<Object> watched(
      @Nullable Object asked,
      @Nullable InvocationContext invocation,
      @Nullable Mono<Object> answer) {
    return answer == null
        ? null
        : new WatchedMono<>(answer, parent -> start(parent, asked, invocation));
  }

  private static Observed<Object> start(
      Context parent, @Nullable Object asked, @Nullable InvocationContext invocation) {
    ToolCallBehavior tools = invocation == null ? null : invocation.getToolCallBehavior();
    if (tools == null || !tools.isAutoInvokeAllowed()) {
      return new Passed(SemanticKernelTelemetry.cover(parent), parent);
    }
    // One more than functions are called: then the model has to answer without.
    Long limit = tools.getMaximumAutoInvokeAttempts() + 1L;
    KernelAgent prompt = KernelAgent.join(parent);
    if (prompt != null) {
      prompt.limit(limit);
      return new Passed(SemanticKernelTelemetry.cover(parent), parent);
    }
    KernelAgent agent = KernelAgent.start(parent, null, null, messages(asked), null);
    agent.limit(limit);
    return agent;
  }

  private static List<Message> messages(@Nullable Object asked) {
    List<Message> messages = new ArrayList<>();
    if (!GenAiConfig.get().captureContent()) {
      return messages;
    }
    if (asked instanceof ChatHistory history) {
      for (ChatMessageContent<?> message : history) {
        String text = message.getContent();
        String role = String.valueOf(message.getAuthorRole()).toLowerCase(Locale.ROOT);
        messages.add(Message.of(role, List.of(Part.text(text == null ? "" : text))));
      }
    } else if (asked instanceof String prompt) {
      messages.add(Message.of("user", List.of(Part.text(prompt))));
    }
    return messages;
  }
}
