package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.javaagent.treeline.reflect.JsonRecords;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trace context in {@code params._meta}, under the names of the headers. What goes out is what the
 * configured propagators send over HTTP: a session only when the user wants that.
 */
final class McpContext {

  private static final String META = "_meta";

  /** Params that carry {@code context} besides what they carried; the same when they cannot. */
  static @Nullable Object inject(@Nullable Object params, Context context) {
    Map<String, Object> entries = new LinkedHashMap<>();
    GlobalOpenTelemetry.getPropagators()
        .getTextMapPropagator()
        .inject(context, entries, (carrier, key, value) -> put(carrier, key, value));
    if (entries.isEmpty()) {
      return params;
    }
    Map<String, Object> meta = new LinkedHashMap<>();
    if (JsonRecords.field(params, META) instanceof Map<?, ?> present) {
      present.forEach((key, value) -> meta.put(String.valueOf(key), value));
    }
    // What the application put there itself is its own decision.
    entries.forEach(meta::putIfAbsent);
    Object sent = JsonRecords.with(params, META, meta);
    return sent == null ? params : sent;
  }

  /**
   * {@code ambient} with what {@code params} carry; {@code ambient} itself when that is nothing.
   */
  static Context extract(@Nullable Object params, Context ambient) {
    if (!(JsonRecords.field(params, META) instanceof Map<?, ?> meta) || meta.isEmpty()) {
      return ambient;
    }
    return GlobalOpenTelemetry.getPropagators()
        .getTextMapPropagator()
        .extract(ambient, meta, MetaGetter.INSTANCE);
  }

  /** Whether the request came with a span of its sender's. */
  static boolean isCalled(Context extracted, Context ambient) {
    SpanContext caller = Span.fromContext(extracted).getSpanContext();
    return caller.isRemote() && !caller.equals(Span.fromContext(ambient).getSpanContext());
  }

  private static void put(@Nullable Map<String, Object> carrier, String key, String value) {
    if (carrier != null) {
      carrier.put(key, value);
    }
  }

  private McpContext() {}

  private enum MetaGetter implements TextMapGetter<Map<?, ?>> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Map<?, ?> meta) {
      return meta.keySet().stream().map(String::valueOf).toList();
    }

    @Override
    public @Nullable String get(@Nullable Map<?, ?> meta, String key) {
      return meta != null && meta.get(key) instanceof String value ? value : null;
    }
  }
}
