package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import software.amazon.awssdk.core.SdkPojo;

/** An answer put together event by event. Thread-safe. */
interface EventAnswer {

  /** Returns whether the event brought a part of the answer, and not only of its frame. */
  boolean accept(SdkPojo event);

  /** What has arrived so far. */
  ModelResponse response();
}
