package io.treeline.javaagent.instrumentation.google.adk;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AdoptedSpan;
import io.opentelemetry.javaagent.treeline.genai.Adoption;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.SpanAdopter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ADK's own spans where this room sees nothing: switched off, or a version it does not know.
 *
 * <p>Loaded with the extension, unlike the rest of the room: refers to nothing of it.
 */
public final class AdkSpans implements SpanAdopter {

  private static final AttributeKey<String> LLM_REQUEST = adk("llm_request");
  private static final AttributeKey<String> LLM_RESPONSE = adk("llm_response");
  private static final AttributeKey<String> TOOL_ARGUMENTS = adk("tool_call_args");
  private static final AttributeKey<String> TOOL_RESPONSE = adk("tool_response");
  private static final AttributeKey<String> DATA = adk("data");
  private static final AttributeKey<String> SESSION_ID = adk("session_id");
  private static final AttributeKey<String> OLD_TOOL_CALL_ID =
      AttributeKey.stringKey("gen_ai.tool_call.id");

  @Override
  public boolean adopts(String scopeName) {
    return scopeName.equals("gcp.vertex.agent");
  }

  @Override
  public Adoption adopt(Context parent, ReadWriteSpan span) {
    String name = span.getName();
    if (name.equals("call_llm")) {
      return Adoption.modelCall(ModelRequest.builder(GenAiOperations.CHAT).build());
    }
    String agent = after(name, "invoke_agent ", "agent_run ");
    if (agent != null) {
      return Adoption.agent(agent);
    }
    String tool = after(name, "execute_tool ", "tool_call ");
    return tool == null || tool.equals("(merged)") ? Adoption.plain() : Adoption.tool(tool);
  }

  @Override
  public void complete(AdoptedSpan span) {
    span.rename(SESSION_ID, GenAiAttributes.CONVERSATION_ID).remove(GenAiAttributes.SYSTEM);
    String session = span.get(GenAiAttributes.CONVERSATION_ID);
    if (session != null && span.get(CommonAttributes.SESSION_ID) == null) {
      span.set(CommonAttributes.SESSION_ID, session)
          .set(TreelineAttributes.SESSION_ID_SOURCE, SessionIdSources.FRAMEWORK);
    }
    String operation = span.adoption().operation();
    if (operation == null && isRepetition(span.name())) {
      span.fold();
      return;
    }
    if (GenAiOperations.EXECUTE_TOOL.equals(operation)) {
      span.name(GenAiOperations.EXECUTE_TOOL + " " + span.adoption().name())
          .rename(OLD_TOOL_CALL_ID, GenAiAttributes.TOOL_CALL_ID)
          .toolContent(TOOL_ARGUMENTS, GenAiAttributes.TOOL_CALL_ARGUMENTS, "input")
          .toolContent(TOOL_RESPONSE, GenAiAttributes.TOOL_CALL_RESULT, "result")
          .set(GenAiAttributes.TOOL_TYPE, "function");
      if ("<not specified>".equals(span.get(GenAiAttributes.TOOL_CALL_ID))) {
        span.remove(GenAiAttributes.TOOL_CALL_ID);
      }
    } else if (GenAiOperations.CHAT.equals(operation)) {
      AdkLlmJson.read(span, span.get(LLM_REQUEST), span.get(LLM_RESPONSE));
      span.kind(SpanKind.CLIENT);
    } else if (GenAiOperations.INVOKE_AGENT.equals(operation)) {
      span.name(GenAiOperations.INVOKE_AGENT + " " + span.adoption().name());
    }
    for (AttributeKey<?> raw : List.of(LLM_REQUEST, LLM_RESPONSE, DATA, TOOL_RESPONSE)) {
      span.remove(raw);
    }
  }

  /** What several tools answered at once, or one again: each has said so itself. */
  private static boolean isRepetition(String name) {
    return name.equals("execute_tool (merged)") || name.startsWith("tool_response");
  }

  /** The rest of {@code name}, without the brackets of older versions. */
  private static @Nullable String after(String name, String... prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        String rest = name.substring(prefix.length());
        return rest.startsWith("[") && rest.endsWith("]")
            ? rest.substring(1, rest.length() - 1)
            : rest;
      }
    }
    return null;
  }

  private static AttributeKey<String> adk(String name) {
    return AttributeKey.stringKey("gcp.vertex.agent." + name);
  }
}
