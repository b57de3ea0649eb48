package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import software.amazon.awssdk.core.SdkPojo;

/** The events of a model's streamed answer. */
record ModelEvents(EventAnswer answer, ModelStream stream) implements EventWatcher {

  @Override
  public void event(SdkPojo event) {
    if (stream.hasEnded()) {
      return;
    }
    boolean content = false;
    try {
      content = answer.accept(event);
    } catch (Throwable e) {
      Failures.record("bedrock event", e);
    }
    stream.received(content);
  }

  @Override
  public void drained() {
    stream.drained();
  }

  @Override
  public void cancelled() {
    stream.cancelled();
  }
}
