package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;

/**
 * One request to a chat model.
 *
 * <p>Spring AI 1 runs tools inside of the model: its stream goes on through the tools and all later
 * requests. Here a request is over when its tools are run, and what follows stands beside it.
 */
final class ChatWork implements ObservedWork {

  private static final ContextKey<ChatWork> KEY = ContextKey.named("treeline-spring-ai-chat");

  private final ChatModelObservationContext observed;
  private final @Nullable String provider;
  private final ReceivedChat received;

  private @Nullable OpenWork open;
  private @Nullable ModelCall call;
  private @Nullable ModelStream stream;
  private volatile boolean continued;
  private volatile boolean counted;
  private volatile boolean over;
  private volatile @Nullable Throwable failure;
  private volatile boolean cancelled;

  ChatWork(ChatModelObservationContext observed) {
    this.observed = observed;
    this.provider = Providers.of(observed.getOperationMetadata().provider());
    this.received = new ReceivedChat(provider);
  }

  /** The request that {@code context} is in the middle of; null when there is none. */
  static @Nullable ChatWork in(Context context) {
    ChatWork work = context.get(KEY);
    return work == null || work.over ? null : work;
  }

  @Override
  public OpenWork start(Context parent, @Nullable Subscription subscription) {
    continued =
        subscription == null ? ContinuedRequests.isContinued(parent) : subscription.continued();
    ModelCall started =
        SpringAiTelemetry.get().startModelCall(parent, readRequest(parent, subscription != null));
    call = started;
    OpenWork begun = OpenWork.begin(parent, started.context().with(KEY, this), null);
    open = begun;
    if (subscription != null) {
      ModelStream opened = started.stream(received::response);
      opened.whenAbandoned(begun::abandoned);
      stream = opened;
    }
    return begun;
  }

  @Override
  public void received(Object element) {
    ModelStream current = stream;
    if (current != null && !over && element instanceof ChatResponse response) {
      current.received(received.part(response, isCounted()));
    }
  }

  @Override
  public void returned(@Nullable Object result) {
    if (result instanceof ChatResponse response) {
      received.whole(response, isCounted());
    }
  }

  /** Tells the tokens of this request alone, where its answer tells those of the whole loop. */
  void used(@Nullable Usage own) {
    counted = true;
    received.usage(own);
  }

  /** Its tools are about to be run, so that it has its answer. */
  void toolsChosen(ChatResponse response) {
    if (stream != null && !over) {
      received.chosen(response, isCounted());
      stop();
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
    over = true;
    if (open != null) {
      open.over();
    }
    Throwable thrown = failure;
    if (stream != null) {
      if (thrown != null) {
        stream.failed(thrown);
      } else if (cancelled) {
        stream.cancelled();
      } else {
        stream.drained();
      }
    } else if (call != null) {
      if (thrown != null) {
        call.fail(thrown, received.response());
      } else {
        call.end(received.response());
      }
    }
  }

  /** Whether the answer's usage is this request's: not when it continues one and adds its own. */
  private boolean isCounted() {
    return !continued && !counted;
  }

  /** Without details when the prompt cannot be read: the call has a span in any case. */
  private ModelRequest readRequest(Context parent, boolean streaming) {
    try {
      ModelRequest.Builder read = ChatRequests.read(observed.getRequest(), provider, streaming);
      AgentRun run = AgentRun.in(parent);
      return read.set(
              TreelineAttributes.AGENT_ITERATION, run == null ? null : (Long) run.nextIteration())
          .build();
    } catch (Throwable e) {
      Failures.record("spring-ai prompt", e);
      return ModelRequest.builder(GenAiOperations.CHAT).streaming(streaming).build();
    }
  }
}
