package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.base.HalfDuplexParamBase;
import com.alibaba.dashscope.embeddings.TextEmbeddingParam;
import com.alibaba.dashscope.protocol.Protocol;
import com.alibaba.dashscope.protocol.ServiceOption;
import com.alibaba.dashscope.utils.Constants;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's parameters in the core's terms: content from the JSON they become, the rest from the
 * parameters, so that nothing of the content is read when it is not to be kept.
 */
final class Requests {

  private static final OptionalMethod BODY = OptionalMethod.named("getHttpBody");
  private static final OptionalMethod TOOLS = OptionalMethod.named("getTools");
  private static final OptionalMethod FUNCTION = OptionalMethod.named("getFunction");
  private static final OptionalMethod NAME = OptionalMethod.named("getName");
  private static final OptionalMethod MESSAGES = OptionalMethod.named("getMessages");
  private static final OptionalMethod CONTENT = OptionalMethod.named("getContent");
  private static final OptionalMethod TOOL_CALL_ID = OptionalMethod.named("getToolCallId");

  private Requests() {}

  /** Without details when the parameters cannot be read: the call has a span in any case. */
  static ModelRequest read(ServiceOption service, HalfDuplexParamBase param, boolean streaming) {
    boolean embeddings = param instanceof TextEmbeddingParam;
    ModelRequest.Builder read =
        ModelRequest.builder(embeddings ? GenAiOperations.EMBEDDINGS : GenAiOperations.CHAT)
            .streaming(streaming);
    try {
      read.model(param.getModel()).endpoint(endpoint(service)).callerSession(callerSession(param));
      setParameters(read, param.getParameters(), embeddings);
      boolean content = GenAiConfig.get().captureContent();
      read.tools(toolNames(param)).toolResults(toolResults(param, content));
      if (content) {
        setContent(read, Json.read(BODY.text(param)));
      }
    } catch (Throwable e) {
      Failures.record("dashscope request", e);
    }
    return read.build();
  }

  static @Nullable Endpoint endpoint(ServiceOption service) {
    if (service.getProtocol() == Protocol.WEBSOCKET) {
      return null;
    }
    String own = service.getBaseHttpUrl();
    return Endpoint.of(own == null || own.isEmpty() ? Constants.baseHttpApiUrl : own);
  }

  static @Nullable CallerSession callerSession(HalfDuplexParamBase param) {
    Map<String, String> headers = param.getHeaders();
    if (headers == null || headers.isEmpty()) {
      return null;
    }
    return CallerSession.fromHeaders(
        headers.keySet(),
        name -> {
          String value = headers.get(name);
          return value == null ? List.of() : List.of(value);
        });
  }

  private static void setParameters(
      ModelRequest.Builder read, @Nullable Map<String, Object> given, boolean embeddings) {
    if (given == null) {
      return;
    }
    Long choices = Json.integer(given, "n");
    Long dimension = Json.integer(given, "dimension");
    read.set(GenAiAttributes.REQUEST_TEMPERATURE, exact(given.get("temperature")))
        .set(GenAiAttributes.REQUEST_TOP_P, exact(given.get("top_p")))
        .set(GenAiAttributes.REQUEST_TOP_K, Json.integer(given, "top_k"))
        .set(GenAiAttributes.REQUEST_SEED, Json.integer(given, "seed"))
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, Json.integer(given, "max_tokens"))
        .set(GenAiAttributes.REQUEST_PRESENCE_PENALTY, exact(given.get("presence_penalty")))
        .set(GenAiAttributes.REQUEST_CHOICE_COUNT, choices == null || choices == 1 ? null : choices)
        .set(GenAiAttributes.REQUEST_STOP_SEQUENCES, texts(given.get("stop")))
        .set(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, embeddings ? dimension : null);
  }

  private static List<ToolDefinition> toolNames(HalfDuplexParamBase param) {
    List<ToolDefinition> tools = new ArrayList<>();
    if (TOOLS.call(param) instanceof List<?> offered) {
      for (Object tool : offered) {
        String name = NAME.text(FUNCTION.call(tool));
        if (name != null) {
          tools.add(ToolDefinition.function(name, null, null));
        }
      }
    }
    return tools;
  }

  /** From the parameters: versions as old as 2.14 leave the call's id out of the JSON. */
  private static List<ToolResult> toolResults(HalfDuplexParamBase param, boolean content) {
    List<ToolResult> results = new ArrayList<>();
    if (MESSAGES.call(param) instanceof List<?> messages) {
      for (Object message : messages) {
        String callId = TOOL_CALL_ID.text(message);
        if (callId != null) {
          results.add(new ToolResult(callId, content ? CONTENT.call(message) : null));
        }
      }
    }
    return results;
  }

  private static void setContent(ModelRequest.Builder read, Map<String, ?> body) {
    Map<String, ?> input = Json.object(body, "input");
    List<Message> messages = new ArrayList<>();
    for (Object one : Json.array(input, "messages")) {
      messages.add(Content.message(Json.asObject(one)));
    }
    String prompt = Json.string(input, "prompt");
    if (prompt != null) {
      messages.add(user(prompt));
    }
    for (Object text : Json.array(input, "texts")) {
      messages.add(user(String.valueOf(text)));
    }
    read.messages(messages);
    List<ToolDefinition> tools = definitions(Json.object(body, "parameters"));
    if (!tools.isEmpty()) {
      read.tools(tools);
    }
  }

  private static List<ToolDefinition> definitions(Map<String, ?> parameters) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (Object one : Json.array(parameters, "tools")) {
      Map<String, ?> function = Json.object(Json.asObject(one), "function");
      String name = Json.string(function, "name");
      if (name != null) {
        tools.add(
            ToolDefinition.function(
                name, Json.string(function, "description"), function.get("parameters")));
      }
    }
    return tools;
  }

  private static Message user(String text) {
    return Message.of("user", List.of(Part.text(text)));
  }

  /** By way of text: a float's own digits, not those of its double. */
  private static @Nullable Double exact(@Nullable Object number) {
    return number instanceof Number value ? Double.valueOf(value.toString()) : null;
  }

  private static @Nullable List<String> texts(@Nullable Object stop) {
    if (stop instanceof String one) {
      return List.of(one);
    }
    return stop instanceof List<?> many && many.stream().allMatch(String.class::isInstance)
        ? many.stream().map(String.class::cast).toList()
        : null;
  }
}
