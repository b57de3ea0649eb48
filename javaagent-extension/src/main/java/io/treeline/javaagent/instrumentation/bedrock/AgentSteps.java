package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.javaagent.treeline.genai.AgentInvocation;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.CapturedContent;
import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.GraphNode;
import io.opentelemetry.javaagent.treeline.genai.GuardrailCheck;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.Retrieval;
import io.opentelemetry.javaagent.treeline.genai.RetrievalRequest;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.treeline.semconv.AwsAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The steps of one agent, of which it takes one at a time. Not thread-safe. */
final class AgentSteps {

  private final AgentInvocation agent;

  /** Told of a collaborator that begins, with its steps, and of one that ends, with null. */
  private final BiConsumer<String, @Nullable AgentSteps> collaborators;

  private final Map<String, GraphNode> nodes = new LinkedHashMap<>();
  private @Nullable ModelCall call;
  private @Nullable ToolExecution tool;
  private @Nullable Retrieval retrieval;
  private @Nullable AgentSteps collaborator;
  private @Nullable String collaboratorName;
  private @Nullable String rationale;

  AgentSteps(AgentInvocation agent, BiConsumer<String, @Nullable AgentSteps> collaborators) {
    this.agent = agent;
    this.collaborators = collaborators;
  }

  /** One part of a trace, which holds one step. */
  void trace(Map<String, ?> trace) {
    for (Map.Entry<String, ?> entry : trace.entrySet()) {
      Map<String, ?> part = Json.asObject(entry.getValue());
      switch (entry.getKey()) {
        case "guardrailTrace" -> guardrail(part);
        case "failureTrace" -> failure(part);
        case "nodeInputTrace" -> nodeInput(part);
        case "nodeOutputTrace" -> nodeOutput(part);
        default -> step(part);
      }
    }
  }

  private void step(Map<String, ?> part) {
    Map<String, ?> asked = Json.object(part, "modelInvocationInput");
    if (!asked.isEmpty()) {
      endCall(ModelResponse.EMPTY);
      call = AgentTraces.TELEMETRY.startModelCall(agent.context(), request(asked));
    }
    Map<String, ?> answered = Json.object(part, "modelInvocationOutput");
    if (!answered.isEmpty()) {
      endCall(response(answered));
    }
    String thought = Json.text(Json.object(part, "rationale"), "text");
    rationale = thought != null ? thought : rationale;
    Map<String, ?> invoked = Json.object(part, "invocationInput");
    if (!invoked.isEmpty()) {
      invoke(invoked);
    }
    Map<String, ?> observed = Json.object(part, "observation");
    if (!observed.isEmpty()) {
      observe(observed);
    }
  }

  private void invoke(Map<String, ?> invoked) {
    Map<String, ?> action = Json.object(invoked, "actionGroupInvocationInput");
    Map<String, ?> lookup = Json.object(invoked, "knowledgeBaseLookupInput");
    Map<String, ?> handover = Json.object(invoked, "agentCollaboratorInvocationInput");
    Map<String, ?> code = Json.object(invoked, "codeInterpreterInvocationInput");
    closeStep();
    if (!action.isEmpty()) {
      ToolRequest request = action(action);
      decided("tool_select", request.name(), request.arguments());
      tool = AgentTraces.TELEMETRY.startTool(agent.context(), request);
    } else if (!lookup.isEmpty()) {
      String id = Json.text(lookup, "knowledgeBaseId");
      String query = Json.text(lookup, "text");
      decided("tool_select", id == null ? "knowledge_base" : id, Map.of("query", orEmpty(query)));
      retrieval =
          AgentTraces.TELEMETRY.startRetrieval(
              agent.context(),
              RetrievalRequest.search()
                  .dataSource(id)
                  .provider("aws.bedrock")
                  .query(query)
                  .set(AwsAttributes.BEDROCK_KNOWLEDGE_BASE_ID, id)
                  .build());
    } else if (!handover.isEmpty()) {
      handOver(handover);
    } else if (!code.isEmpty()) {
      decided("tool_select", "code_interpreter", code);
      tool =
          AgentTraces.TELEMETRY.startTool(
              agent.context(), new ToolRequest("code_interpreter", null, null, "extension", code));
    }
  }

  private void handOver(Map<String, ?> handover) {
    String name = Json.text(handover, "agentCollaboratorName");
    String chosen = name == null ? "collaborator" : name;
    decided("handoff", chosen, Json.object(handover, "input"));
    String text = Json.text(Json.object(handover, "input"), "text");
    AgentInvocation its =
        AgentTraces.TELEMETRY.startAgent(
            agent.context(),
            new AgentRequest(
                GenAiOperations.INVOKE_AGENT,
                name,
                null,
                null,
                messages("user", text),
                Attributes.empty()));
    collaborator = new AgentSteps(its, collaborators);
    collaboratorName = chosen;
    collaborators.accept(chosen, collaborator);
  }

  private void observe(Map<String, ?> observed) {
    Map<String, ?> again = Json.object(observed, "repromptResponse");
    Map<String, ?> acted = Json.object(observed, "actionGroupInvocationOutput");
    Map<String, ?> looked = Json.object(observed, "knowledgeBaseLookupOutput");
    Map<String, ?> coded = Json.object(observed, "codeInterpreterInvocationOutput");
    Map<String, ?> handed = Json.object(observed, "agentCollaboratorInvocationOutput");
    if (tool != null && !again.isEmpty()) {
      tool.endAsError(Json.text(again, "text"));
      tool = null;
    } else if (tool != null && !coded.isEmpty()) {
      if (coded.get("executionError") != null) {
        tool.endAsError(coded);
      } else {
        tool.end(coded);
      }
      tool = null;
    } else if (tool != null && !acted.isEmpty()) {
      tool.end(Json.text(acted, "text"));
      tool = null;
    }
    if (retrieval != null && !looked.isEmpty()) {
      List<?> found = Json.array(looked, "retrievedReferences");
      retrieval.end(found.size(), KnowledgeBaseSearch.documents(found));
      retrieval = null;
    }
    if (collaborator != null && !handed.isEmpty()) {
      endCollaborator(Json.text(Json.object(handed, "output"), "text"));
    }
  }

  /** Tools that are the application's to run, between this answer and its next request. */
  void returnControl(List<?> inputs) {
    for (Object element : inputs) {
      Map<String, ?> input = Json.asObject(element);
      Map<String, ?> function = Json.object(input, "functionInvocationInput");
      ToolRequest request =
          action(function.isEmpty() ? Json.object(input, "apiInvocationInput") : function);
      decided("return_control", request.name(), request.arguments());
    }
  }

  private void guardrail(Map<String, ?> part) {
    String action = Json.text(part, "action");
    boolean intervened = action != null && action.contains("INTERVENED");
    boolean input = !Json.array(part, "inputAssessments").isEmpty();
    GuardrailCheck check =
        AgentTraces.TELEMETRY.startGuardrail(
            agent.context(), "bedrock", input ? "input" : "output", null);
    check.end(intervened ? "failed" : "passed", null, null);
  }

  private void failure(Map<String, ?> part) {
    String reason = Json.text(part, "failureReason");
    if (tool != null) {
      tool.endAsError(reason);
      tool = null;
    }
    agent.set(TreelineAttributes.AGENT_STOP_REASON, "error");
    close();
  }

  private void nodeInput(Map<String, ?> part) {
    String name = Json.text(part, "nodeName");
    if (name != null && !nodes.containsKey(name)) {
      nodes.put(
          name, AgentTraces.TELEMETRY.startNode(agent.context(), name, Json.array(part, "fields")));
    }
  }

  private void nodeOutput(Map<String, ?> part) {
    GraphNode node = nodes.remove(String.valueOf(Json.text(part, "nodeName")));
    if (node != null) {
      node.end(Json.array(part, "fields"));
    }
  }

  /** Ends what the service did not tell the end of. */
  void close() {
    endCall(ModelResponse.EMPTY);
    closeStep();
    nodes.values().forEach(node -> node.end(null));
    nodes.clear();
  }

  private void closeStep() {
    if (tool != null) {
      tool.end(null);
      tool = null;
    }
    if (retrieval != null) {
      retrieval.endWithLearned();
      retrieval = null;
    }
    endCollaborator(null);
  }

  private void endCollaborator(@Nullable String output) {
    AgentSteps its = collaborator;
    if (its != null) {
      collaborator = null;
      its.close();
      its.agent.end(messages("assistant", output));
      collaborators.accept(String.valueOf(collaboratorName), null);
    }
  }

  private void endCall(ModelResponse response) {
    if (call != null) {
      call.end(response);
      call = null;
    }
  }

  private void decided(String type, String chosen, @Nullable Object arguments) {
    String why = CapturedContent.text(rationale);
    rationale = null;
    agent.decided(
        type,
        List.of(),
        List.of(chosen),
        arguments,
        why == null
            ? Attributes.empty()
            : Attributes.of(TreelineAttributes.DECISION_RATIONALE, why));
  }

  private static ToolRequest action(Map<String, ?> action) {
    String function = Json.text(action, "function");
    String path = Json.text(action, "apiPath");
    String group = Json.text(action, "actionGroupName");
    String name = function != null ? function : path != null ? path : group;
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Object element : Json.array(action, "parameters")) {
      Map<String, ?> parameter = Json.asObject(element);
      Object value = parameter.get("value");
      if (value != null) {
        arguments.put(String.valueOf(parameter.get("name")), value);
      }
    }
    if (action.get("requestBody") != null) {
      arguments.put("requestBody", action.get("requestBody"));
    }
    return ToolRequest.function(
        name == null ? "action" : name, Json.text(action, "invocationId"), arguments);
  }

  private static ModelRequest request(Map<String, ?> asked) {
    return ModelRequest.builder(GenAiOperations.CHAT)
        .provider("aws.bedrock")
        .model(Json.text(asked, "foundationModel"))
        .messages(messages("user", Json.text(asked, "text")))
        .build();
  }

  private static ModelResponse response(Map<String, ?> answered) {
    Map<String, ?> usage = Json.object(Json.object(answered, "metadata"), "usage");
    String text = Json.text(Json.object(answered, "rawResponse"), "content");
    return ModelResponse.builder()
        .usage(
            TokenUsage.of(Json.integer(usage, "inputTokens"), Json.integer(usage, "outputTokens")))
        .messages(messages("assistant", text))
        .build();
  }

  /** Empty when content is off or there is none. */
  private static List<Message> messages(String role, @Nullable String text) {
    return text == null || !GenAiConfig.get().captureContent()
        ? List.of()
        : List.of(Message.of(role, List.of(Part.text(CutText.of(text)))));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
