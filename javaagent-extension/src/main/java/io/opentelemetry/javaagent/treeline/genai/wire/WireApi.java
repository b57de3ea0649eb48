package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import java.util.Map;

/** An HTTP API that answers with a model: how its JSON is read. */
public interface WireApi {

  /** A request with everything its body says. */
  ModelRequest.Builder readRequest(Map<String, ?> body);

  ModelResponse readResponse(Map<String, ?> body);

  /** Reads a streamed answer. */
  StreamedAnswer newStream();

  /** Whether bodies hold content anyone wants to see; vectors are long and never read. */
  default boolean hasContent() {
    return true;
  }

  /** Whether a body can do without a field of this name when content is off. */
  boolean isContent(String name);

  /** Whether a field of this name can do without text, and with objects only. */
  boolean isContentWhenText(String name);
}
