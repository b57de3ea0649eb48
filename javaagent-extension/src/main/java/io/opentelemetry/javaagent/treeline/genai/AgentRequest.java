package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.treeline.semconv.GenAiOperations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent about to run in this process.
 *
 * @param operation {@code invoke_agent}, or {@code invoke_workflow} for what only arranges agents
 * @param name of the agent or workflow; null when it has none
 * @param input content; empty when there is none or content is off
 * @param attributes anything else that belongs on the span
 */
public record AgentRequest(
    String operation,
    @Nullable String name,
    @Nullable String id,
    @Nullable String description,
    List<Message> input,
    Attributes attributes) {

  public AgentRequest {
    input = List.copyOf(input);
  }

  public static AgentRequest of(@Nullable String name) {
    return new AgentRequest(
        GenAiOperations.INVOKE_AGENT, name, null, null, List.of(), Attributes.empty());
  }
}
