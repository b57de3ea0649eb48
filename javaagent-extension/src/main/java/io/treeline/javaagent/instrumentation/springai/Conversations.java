package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;

/** What the use of a chat client says of its conversation. */
final class Conversations {

  /** {@code ChatMemory.CONVERSATION_ID}. */
  private static final String CONVERSATION_ID = "chat_memory_conversation_id";

  /** What Spring AI 1 calls the conversation that nobody named: everybody's. */
  private static final String UNNAMED = "default";

  /** An advisor parameter by which the application names the agent. */
  private static final String AGENT_NAME = "gen_ai.agent.name";

  private static final OptionalField ADVISORS_OWN = OptionalField.named("defaultConversationId");

  private Conversations() {}

  /** The id by which the chat memory finds the conversation; null when there is none. */
  static @Nullable String idOf(ChatClientObservationContext observed) {
    Map<String, Object> context = observed.getRequest().context();
    String given = text(context.get(CONVERSATION_ID));
    if (given != null) {
      return named(given);
    }
    for (Advisor advisor : observed.getAdvisors()) {
      String own = text(ADVISORS_OWN.get(advisor));
      if (own != null && named(own) != null) {
        return own;
      }
    }
    return null;
  }

  static @Nullable String agentNameOf(ChatClientObservationContext observed) {
    return text(observed.getRequest().context().get(AGENT_NAME));
  }

  private static @Nullable String named(String id) {
    return UNNAMED.equals(id) ? null : id;
  }

  private static @Nullable String text(@Nullable Object value) {
    String text = value == null ? null : value.toString();
    return text == null || text.isBlank() ? null : text;
  }
}
