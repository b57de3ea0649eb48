package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import java.util.Map;

/** An answer put together chunk by chunk, within the limits of content. Thread-safe. */
public interface StreamedAnswer {

  /** Returns whether the chunk brought a part of the answer, and not only of its frame. */
  boolean accept(Map<String, ?> chunk);

  /** What has arrived so far. */
  ModelResponse response();
}
