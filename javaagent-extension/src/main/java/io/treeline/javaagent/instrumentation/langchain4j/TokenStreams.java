package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.TokenStream;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import org.jspecify.annotations.Nullable;

/** What the advice on streaming AI services does: one agent run over many streamed answers. */
public final class TokenStreams {

  /** Weak and by identity. Runs refer to neither streams nor handlers. */
  private static final Cache<TokenStream, AgentRun> STREAM_RUN = Cache.weak();

  private static final Cache<StreamingChatResponseHandler, AgentRun> HANDLER_RUN = Cache.weak();

  private TokenStreams() {}

  /** Within the call of the service that will answer with it. */
  public static void created(TokenStream stream) {
    AgentRun run = AgentRun.in(Context.current());
    if (run != null) {
      run.stream();
      STREAM_RUN.put(stream, run);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by returned
  public static @Nullable Object begin(TokenStream stream) {
    AgentRun run = STREAM_RUN.get(stream);
    return run == null ? null : new Starting(run, run.context().makeCurrent());
  }

  public static void returned(@Nullable Object starting, @Nullable Throwable thrown) {
    if (starting instanceof Starting started) {
      started.scope.close();
      if (thrown != null) {
        fail(started.run, thrown);
      }
    }
  }

  /** Within {@link #begin} or, for the rounds after the first, within the handler before it. */
  public static void handlerCreated(StreamingChatResponseHandler handler) {
    AgentRun run = AgentRun.in(Context.current());
    if (run != null && run.isStreaming()) {
      HANDLER_RUN.put(handler, run);
    }
  }

  /** An answer has been dealt with; it was the last unless it asked for tools. */
  public static void answered(
      StreamingChatResponseHandler handler,
      @Nullable ChatResponse response,
      @Nullable Throwable thrown) {
    AgentRun run = HANDLER_RUN.get(handler);
    if (run == null) {
      return;
    }
    if (thrown != null) {
      fail(run, thrown);
    } else if (response != null && !response.aiMessage().hasToolExecutionRequests()) {
      run.end(AgentContent.output(response.aiMessage().text()));
    }
  }

  public static void completed(StreamingChatResponseHandler handler, @Nullable Object response) {
    AgentRun run = HANDLER_RUN.get(handler);
    if (run != null && response instanceof ChatResponse chat) {
      run.end(AgentContent.output(chat.aiMessage().text()));
    }
  }

  public static void failed(StreamingChatResponseHandler handler, @Nullable Throwable error) {
    AgentRun run = HANDLER_RUN.get(handler);
    if (run != null && error != null) {
      fail(run, error);
    }
  }

  static void fail(AgentRun run, Throwable thrown) {
    ToolLimits.mark(run, thrown);
    run.fail(thrown);
  }

  private record Starting(AgentRun run, Scope scope) {}
}
