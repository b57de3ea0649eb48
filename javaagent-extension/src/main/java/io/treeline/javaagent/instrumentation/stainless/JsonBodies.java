package io.treeline.javaagent.instrumentation.stainless;

import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.wire.WireApi;
import java.io.IOException;
import java.util.Map;

/**
 * Turns the library's objects into maps, through its own mapper and without text in between: the
 * strings are the application's own. What content policy or the API has no use for is left out on
 * the way.
 */
public final class JsonBodies {

  private final JsonMapper mapper;

  public JsonBodies(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** A request or an answer. */
  public Map<String, ?> read(Object body, WireApi api) throws IOException {
    return GenAiConfig.get().captureContent() && api.hasContent()
        ? readAll(body)
        : readFrame(body, api);
  }

  /** A chunk of a stream, whole: telling content from frame takes the content. */
  @SuppressWarnings("resource") // nothing to release
  public Map<String, ?> readAll(Object body) throws IOException {
    MapGenerator maps = new MapGenerator(mapper);
    mapper.writeValue(maps, body);
    return maps.written();
  }

  /** The same without content, whatever the policy. */
  @SuppressWarnings("resource") // nothing to release
  Map<String, ?> readFrame(Object body, WireApi api) throws IOException {
    MapGenerator maps = new MapGenerator(mapper);
    mapper.writeValue(
        new FilteringGeneratorDelegate(
            maps, new FrameFilter(api, false), TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true),
        body);
    return maps.written();
  }

  /** Lets the frame of a body pass. */
  private static final class FrameFilter extends TokenFilter {
    private final WireApi api;
    private final boolean scalars;

    FrameFilter(WireApi api, boolean scalars) {
      this.api = api;
      this.scalars = scalars;
    }

    @Override
    public @org.jspecify.annotations.Nullable TokenFilter includeProperty(String name) {
      if (api.isContent(name)) {
        return null;
      }
      boolean included = !api.isContentWhenText(name);
      return included == scalars ? this : new FrameFilter(api, included);
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
