package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.planner.Action;
import dev.langchain4j.agentic.planner.AgentInstance;
import dev.langchain4j.agentic.planner.InitPlanningContext;
import dev.langchain4j.agentic.planner.Planner;
import dev.langchain4j.agentic.planner.PlanningContext;
import java.util.List;
import java.util.Map;

/** Agents made of agents, with what came after the oldest version: planners of one's own. */
public final class AgenticNewestScenarios extends AgenticScenarios {

  private AgenticNewestScenarios(String baseUrl) {
    super(baseUrl);
  }

  public static void main(String[] args) throws Exception {
    AgenticNewestScenarios scenarios = new AgenticNewestScenarios(args[0]);
    scenarios.run();
    scenarios.planned();
  }

  private void planned() {
    AgenticServices.plannerBuilder()
        .subAgents(writer("planned-writer"), editor("planned-editor"))
        .planner(FirstThenSecond::new)
        .build()
        .invoke(Map.of("topic", "planned"));
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
