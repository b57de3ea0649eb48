package io.treeline.javaagent.instrumentation.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.openai.core.ObjectMappers;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.wire.OpenAiApi;
import java.io.IOException;
import java.util.Map;

/**
 * Turns the library's objects into maps, through its own mapper and without text in between: the
 * strings are the application's own. What content policy or the API has no use for is left out on
 * the way.
 */
final class JsonBodies {

  private static final JsonMapper MAPPER = ObjectMappers.jsonMapper();

  /** A request or an answer. */
  static Map<String, ?> read(Object body, OpenAiApi api) throws IOException {
    // Vectors are long and never read.
    boolean everything = GenAiConfig.get().captureContent() && api != OpenAiApi.EMBEDDINGS;
    return everything ? readAll(body) : readFrame(body);
  }

  /** A chunk of a stream, whole: telling content from frame takes the content. */
  static Map<String, ?> readAll(Object body) throws IOException {
    try (TokenBuffer buffer = new TokenBuffer(MAPPER, false)) {
      MAPPER.writeValue(buffer, body);
      return toMap(buffer);
    }
  }

  private static Map<String, ?> readFrame(Object body) throws IOException {
    try (TokenBuffer buffer = new TokenBuffer(MAPPER, false);
        FilteringGeneratorDelegate frame =
            new FilteringGeneratorDelegate(
                buffer, FrameFilter.OBJECTS, TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true)) {
      MAPPER.writeValue(frame, body);
      frame.flush();
      return toMap(buffer);
    }
  }

  @SuppressWarnings("unchecked") // JSON names are strings
  private static Map<String, ?> toMap(TokenBuffer buffer) throws IOException {
    try (JsonParser parser = buffer.asParserOnFirstToken()) {
      Object value = MAPPER.readValue(parser, Object.class);
      return value instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
    }
  }

  private JsonBodies() {}

  /** Lets the frame of a body pass. */
  private static final class FrameFilter extends TokenFilter {
    static final FrameFilter OBJECTS = new FrameFilter(false);
    private static final FrameFilter ALL = new FrameFilter(true);

    private final boolean scalars;

    private FrameFilter(boolean scalars) {
      this.scalars = scalars;
    }

    @Override
    public @org.jspecify.annotations.Nullable TokenFilter includeProperty(String name) {
      if (OpenAiApi.isContent(name)) {
        return null;
      }
      return OpenAiApi.isContentWhenText(name) ? OBJECTS : ALL;
    }

    @Override
    public TokenFilter includeElement(int index) {
      return this;
    }

    @Override
    protected boolean _includeScalar() {
      return scalars;
    }
  }
}
