package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.planner.Action;
import dev.langchain4j.agentic.planner.AgentInstance;
import dev.langchain4j.agentic.planner.InitPlanningContext;
import dev.langchain4j.agentic.planner.Planner;
import dev.langchain4j.agentic.planner.PlanningContext;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Agents made of agents, with what came after the oldest version: planners of one's own, streams.
 */
public final class AgenticNewestScenarios extends AgenticScenarios {

  private AgenticNewestScenarios(String baseUrl) {
    super(baseUrl);
  }

  public static void main(String[] args) throws Exception {
    AgenticNewestScenarios scenarios = new AgenticNewestScenarios(args[0]);
    scenarios.run();
    scenarios.planned();
    scenarios.streamed();
  }

  private void planned() {
    AgenticServices.plannerBuilder()
        .subAgents(writer("planned-writer"), editor("planned-editor"))
        .planner(FirstThenSecond::new)
        .build()
        .invoke(Map.of("topic", "planned"));
  }

  public interface StreamingWriter {
    @Agent(name = "writer", description = "Writes a story", outputKey = "draft")
    @UserMessage("Write about {{topic}}")
    TokenStream write(@V("topic") String topic);
  }

  public interface StreamingEditor {
    @Agent(name = "editor", description = "Edits a story", outputKey = "story")
    @UserMessage("Edit this: {{draft}}")
    TokenStream edit(@V("draft") String draft);
  }

  public interface StreamingTeller {
    @Agent(name = "streamingTeller")
    TokenStream tell(@V("topic") String topic);
  }

  /** The first sub-agent's stream is for the second, whose own is for the application. */
  private void streamed() throws Exception {
    StreamingTeller teller =
        AgenticServices.sequenceBuilder(StreamingTeller.class)
            .subAgents(
                AgenticServices.agentBuilder(StreamingWriter.class)
                    .streamingChatModel(streaming("streaming-writer"))
                    .build(),
                AgenticServices.agentBuilder(StreamingEditor.class)
                    .streamingChatModel(streaming("streaming-editor"))
                    .build())
            .outputKey("story")
            .build();
    CompletableFuture<String> story = new CompletableFuture<>();
    teller
        .tell("streams")
        .onPartialResponse(part -> {})
        .onCompleteResponse(response -> story.complete(response.aiMessage().text()))
        .onError(story::completeExceptionally)
        .start();
    if (!story.get(20, TimeUnit.SECONDS).equals("the end")) {
      throw new AssertionError("expected <the end> but was <" + story.join() + ">");
    }
  }

  private StreamingChatModel streaming(String name) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("none")
        .modelName(name)
        .build();
  }

  /** Hands over from its first to its second agent. */
  public static final class FirstThenSecond implements Planner {
    private List<AgentInstance> agents = List.of();

    @Override
    public void init(InitPlanningContext context) {
      agents = context.subagents();
    }

    @Override
    public Action firstAction(PlanningContext context) {
      return call(agents.get(0));
    }

    @Override
    public Action nextAction(PlanningContext context) {
      boolean first = context.previousAgentInvocation().agentName().equals(agents.get(0).name());
      return first ? call(agents.get(1)) : done();
    }
  }
}
