package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@link ClientInstrumentation}'s and {@link AgentInstrumentation}'s advice does. */
public final class ToolLoops {

  private static final OptionalField MAX_ROUNDS = OptionalField.named("maxChatToolCallRetries");
  private static final OptionalField REGISTRY = OptionalField.named("toolRegistry");
  private static final OptionalMethod REGISTERED = OptionalMethod.named("getRegisteredTools");
  private static final OptionalMethod REGISTERED_SPECS = OptionalMethod.named("getRegisteredSpecs");
  private static final OptionalMethod TOOLS = OptionalMethod.named("getTools");
  private static final OptionalMethod USE_TOOLS = OptionalMethod.named("isUseTools");
  private static final OptionalMethod RESPONSE = OptionalMethod.named("getResponse");
  private static final OptionalMethod CONTENT = OptionalMethod.named("getContent");
  private static final OptionalMethod MODEL_RESULT = OptionalMethod.named("getModelResult");

  /** An agent object holds one conversation. Weak, compared by identity. */
  private static final Cache<Object, String> CONVERSATIONS = Cache.weak();

  private ToolLoops() {}

  /**
   * The client is asked for a chat, or for a generation with tools; an agent's run only where tools
   * are on offer.
   *
   * @param asked the chat's request, or the prompt
   */
  public static @Nullable Object begin(Object client, @Nullable Object asked) {
    Context parent = Context.current();
    ToolLoop outer = ToolLoop.in(parent);
    if (outer != null && outer.join()) {
      outer.limit(maxRounds(client));
      return new Entered(outer, null);
    }
    if (outer != null || !offersTools(client, asked)) {
      return null;
    }
    ToolLoop loop = start(parent, null, asked);
    loop.limit(asked instanceof String ? (Long) 1L : maxRounds(client));
    loop.join();
    return entered(loop);
  }

  /**
   * The client has its answer.
   *
   * @param result the chat's, or that of a generation with tools
   */
  public static void end(
      @Nullable Object entered, @Nullable Object result, @Nullable Throwable thrown) {
    if (!(entered instanceof Entered run)) {
      return;
    }
    try {
      if (result instanceof OllamaChatResult chat && wantsTools(chat)) {
        run.loop.limitReached();
      }
    } finally {
      if (run.scope != null) {
        run.scope.close();
        run.loop.end(output(result), thrown);
      }
    }
  }

  /** An agent object is spoken to. */
  public static @Nullable Object beginAgent(
      Object agent, @Nullable String name, @Nullable String input) {
    Context parent = Context.current();
    String conversation =
        CONVERSATIONS.computeIfAbsent(agent, unused -> UUID.randomUUID().toString());
    Context inSession =
        SessionContext.from(parent)
            .offerId(conversation, SessionIdSources.FRAMEWORK)
            .storeInContext(parent);
    return entered(start(inSession, name, input));
  }

  /**
   * The agent answered.
   *
   * @param history the whole conversation, the answer last
   */
  public static void endAgent(
      @Nullable Object entered, @Nullable List<?> history, @Nullable Throwable thrown) {
    if (entered instanceof Entered run && run.scope != null) {
      run.scope.close();
      Object answer = history == null || history.isEmpty() ? null : history.get(history.size() - 1);
      run.loop.end(text(answer), thrown);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  private static Entered entered(ToolLoop loop) {
    return new Entered(loop, loop.context().makeCurrent());
  }

  private static ToolLoop start(Context parent, @Nullable String name, @Nullable Object asked) {
    return new ToolLoop(
        OllamaTelemetry.get()
            .startAgent(
                parent,
                new AgentRequest(
                    GenAiOperations.INVOKE_AGENT,
                    name,
                    null,
                    null,
                    input(asked),
                    Attributes.empty())));
  }

  private static boolean offersTools(Object client, @Nullable Object asked) {
    Object registry = REGISTRY.get(client);
    Object registered = REGISTERED.call(registry);
    boolean some = notEmpty(registered) || notEmpty(REGISTERED_SPECS.call(registry));
    if (asked instanceof OllamaChatRequest) {
      // From 1.1 on the registered ones only take part when the request says so.
      boolean used = !Boolean.FALSE.equals(USE_TOOLS.call(asked));
      return (used && some) || notEmpty(TOOLS.call(asked));
    }
    return some;
  }

  private static boolean notEmpty(@Nullable Object tools) {
    return tools instanceof Collection<?> some && !some.isEmpty();
  }

  private static @Nullable Long maxRounds(Object client) {
    return MAX_ROUNDS.get(client) instanceof Number rounds ? (Long) rounds.longValue() : null;
  }

  private static boolean wantsTools(OllamaChatResult result) {
    return result.getResponseModel() != null
        && result.getResponseModel().getMessage() != null
        && notEmpty(result.getResponseModel().getMessage().getToolCalls());
  }

  private static List<Message> input(@Nullable Object asked) {
    if (!GenAiConfig.get().captureContent()) {
      return List.of();
    }
    Object last = asked;
    if (asked instanceof OllamaChatRequest chat && notEmpty(chat.getMessages())) {
      last = chat.getMessages().get(chat.getMessages().size() - 1);
    }
    String words = last instanceof String prompt ? prompt : words(last);
    return words == null ? List.of() : List.of(Message.of("user", List.of(Part.text(words))));
  }

  private static List<Message> output(@Nullable Object result) {
    if (result instanceof OllamaChatResult chat && chat.getResponseModel() != null) {
      return text(chat.getResponseModel().getMessage());
    }
    return text(MODEL_RESULT.call(result));
  }

  private static List<Message> text(@Nullable Object answer) {
    if (!GenAiConfig.get().captureContent()) {
      return List.of();
    }
    try {
      String words = words(answer);
      return words == null || words.isEmpty()
          ? List.of()
          : List.of(Message.output(List.of(Part.text(words)), "stop"));
    } catch (Throwable e) {
      Failures.record("ollama4j agent", e);
      return List.of();
    }
  }

  /** Of a message or of a generation's result. */
  private static @Nullable String words(@Nullable Object message) {
    String content = CONTENT.text(message);
    return content == null ? RESPONSE.text(message) : content;
  }

  /** Without a scope when somebody else began the run. */
  private record Entered(ToolLoop loop, @Nullable Scope scope) {}
}
