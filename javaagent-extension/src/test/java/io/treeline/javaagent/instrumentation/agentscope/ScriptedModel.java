package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.message.ContentBlock;
import io.agentscope.core.message.Msg;
import io.agentscope.core.message.TextBlock;
import io.agentscope.core.message.ToolResultBlock;
import io.agentscope.core.message.ToolUseBlock;
import io.agentscope.core.model.ChatModelBase;
import io.agentscope.core.model.ChatResponse;
import io.agentscope.core.model.ChatUsage;
import io.agentscope.core.model.GenerateOptions;
import io.agentscope.core.model.ToolSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;

/**
 * A model of the application's own. {@code tools…} chooses a tool until a result has come back,
 * {@code greedy…} as long as it may, {@code error…} fails; others answer "Hello from {model}" in
 * two pieces, on a thread of Reactor's.
 */
final class ScriptedModel extends ChatModelBase {

  private final String name;
  private final String tool;

  ScriptedModel(String name, String tool) {
    this.name = name;
    this.tool = tool;
  }

  @Override
  public String getModelName() {
    return name;
  }

  @Override
  protected Flux<ChatResponse> doStream(
      List<Msg> messages, List<ToolSchema> tools, GenerateOptions options) {
    if (name.startsWith("error")) {
      return Flux.error(new IllegalStateException("no such thing: sk-" + "a".repeat(24)));
    }
    boolean answered =
        messages.stream()
            .flatMap(message -> message.getContent().stream())
            .anyMatch(ToolResultBlock.class::isInstance);
    boolean offered = tools != null && !tools.isEmpty();
    if (offered && (name.startsWith("greedy") || (name.startsWith("tools") && !answered))) {
      return Flux.just(
          response(
              "tool_calls",
              TextBlock.builder().text("I will look it up.").build(),
              ToolUseBlock.builder()
                  .id("call_" + name + "_" + messages.size())
                  .name(tool)
                  .input(Map.of("orderId", "A-17"))
                  .content("{\"orderId\":\"A-17\"}")
                  .build()));
    }
    return Flux.just(
            response(null, TextBlock.builder().text("Hello").build()),
            response("stop", TextBlock.builder().text(" from " + name).build()))
        .delayElements(Duration.ofMillis(5));
  }

  private ChatResponse response(String finishReason, ContentBlock... blocks) {
    return ChatResponse.builder()
        .id("resp_" + name)
        .content(List.of(blocks))
        .usage(ChatUsage.builder().inputTokens(21).outputTokens(9).time(0.1).build())
        .finishReason(finishReason)
        .build();
  }
}
