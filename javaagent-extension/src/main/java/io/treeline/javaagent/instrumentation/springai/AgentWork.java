package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** One use of a chat client: with its advisors, tools and memory, the run of an agent. */
final class AgentWork implements ObservedWork {

  private final ChatClientObservationContext observed;
  private final TextCollector text = new TextCollector();
  private @Nullable AgentRun run;
  private @Nullable ChatResponse response;
  private volatile @Nullable Throwable failure;
  private volatile boolean cancelled;

  AgentWork(ChatClientObservationContext observed) {
    this.observed = observed;
  }

  @Override
  public OpenWork start(Context parent, @Nullable Subscription subscription) {
    AgentRun around = AgentRun.in(parent);
    if (around != null && around.isThroughClient()) {
      return OpenWork.begin(parent, parent, null);
    }
    String conversation = Conversations.idOf(observed);
    Context inSession =
        conversation == null
            ? parent
            : SessionContext.from(parent)
                .offerId(conversation, SessionIdSources.FRAMEWORK)
                .storeInContext(parent);
    String name = Conversations.agentNameOf(observed);
    if (name == null) {
      name = subscription == null ? Callers.current() : subscription.caller();
    }
    AttributesBuilder attributes = Attributes.builder();
    if (conversation != null) {
      attributes.put(GenAiAttributes.CONVERSATION_ID, conversation);
    }
    AgentRequest request =
        new AgentRequest(
            GenAiOperations.INVOKE_AGENT, name, null, null, input(), attributes.build());
    AgentRun started = AgentRun.of(SpringAiTelemetry.get().startAgent(inSession, request));
    run = started;
    return OpenWork.begin(parent, started.context(), started::cancel);
  }

  @Override
  public void received(Object element) {
    if (element instanceof ChatClientResponse part && part.chatResponse() != null) {
      synchronized (text) {
        String piece = textOf(part.chatResponse());
        if (piece != null && GenAiConfig.get().captureContent()) {
          text.append(piece);
        }
      }
    }
  }

  @Override
  public void returned(@Nullable Object result) {
    if (result instanceof ChatClientResponse whole) {
      response = whole.chatResponse();
    }
  }

  @Override
  public void failed(Throwable thrown) {
    failure = thrown;
  }

  @Override
  public void cancelled() {
    cancelled = true;
  }

  @Override
  public void stop() {
    AgentRun ended = run;
    if (ended == null) {
      return;
    }
    Throwable thrown = failure;
    if (thrown != null) {
      ended.fail(thrown);
    } else if (cancelled) {
      ended.cancel();
    } else {
      ended.end(output());
    }
  }

  private List<Message> input() {
    return GenAiConfig.get().captureContent()
        ? Messages.input(observed.getRequest().prompt().getInstructions())
        : List.of();
  }

  private List<Message> output() {
    if (!GenAiConfig.get().captureContent()) {
      return List.of();
    }
    if (response != null && response.getResult() != null) {
      AssistantMessage said = response.getResult().getOutput();
      return List.of(Message.output(Messages.assistantParts(said), "stop"));
    }
    synchronized (text) {
      return text.isEmpty()
          ? List.of()
          : List.of(Message.output(List.of(Part.text(text.text())), "stop"));
    }
  }

  private static @Nullable String textOf(ChatResponse part) {
    Generation result = part.getResult();
    return result == null ? null : result.getOutput().getText();
  }
}
