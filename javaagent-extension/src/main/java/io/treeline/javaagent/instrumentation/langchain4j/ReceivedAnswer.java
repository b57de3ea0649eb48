package io.treeline.javaagent.instrumentation.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of a streamed answer. Refers to no handler, so that an abandoned one can be
 * collected. Guarded by {@code this}.
 */
final class ReceivedAnswer implements Supplier<ModelResponse> {

  private static final OptionalMethod TEXT = OptionalMethod.named("text");

  private final @Nullable AgentRun agent;
  private final StringBuilder text = new StringBuilder();
  private @Nullable ChatResponse response;
  private @Nullable Throwable failure;
  private boolean settled;

  ReceivedAnswer(@Nullable AgentRun agent) {
    this.agent = agent != null && agent.isStreaming() ? agent : null;
  }

  /**
   * @param partial text, or the later versions' object that has it
   */
  synchronized void add(@Nullable Object partial) {
    GenAiConfig config = GenAiConfig.get();
    String more = partial instanceof String plain ? plain : TEXT.text(partial);
    if (more != null && config.captureContent() && text.length() <= config.maxContentLength()) {
      text.append(more);
    }
  }

  synchronized void complete(@Nullable ChatResponse complete) {
    response = complete;
    settled = true;
  }

  synchronized void fail(Throwable thrown) {
    failure = thrown;
    settled = true;
  }

  void cancel() {
    synchronized (this) {
      settled = true;
    }
    if (agent != null) {
      agent.cancel();
    }
  }

  /** Called once, when the stream ends, by whatever ended it. */
  @Override
  public ModelResponse get() {
    boolean abandoned;
    synchronized (this) {
      abandoned = !settled;
    }
    if (abandoned && agent != null) {
      agent.cancel();
    }
    return read();
  }

  private synchronized ModelResponse read() {
    if (response != null) {
      return ChatCalls.read(response);
    }
    ModelResponse.Builder partial =
        failure == null ? ModelResponse.builder() : HttpFailures.builder(failure);
    if (!text.isEmpty()) {
      partial.messages(List.of(Messages.output(AiMessage.from(text.toString()), null)));
    }
    return partial.build();
  }
}
