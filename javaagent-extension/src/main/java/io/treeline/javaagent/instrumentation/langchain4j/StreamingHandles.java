package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.Nullable;

/**
 * What to do when the application cancels a stream. Versions before 1.8 have no handles to cancel
 * with, so the type is not named here. Keys are weak and compared by identity.
 */
public final class StreamingHandles {

  private static final OptionalMethod STREAMING_HANDLE = OptionalMethod.named("streamingHandle");
  private static final Cache<Object, Runnable> WATCHED = Cache.weak();

  private StreamingHandles() {}

  /**
   * Runs {@code onCancel} when the application cancels the stream.
   *
   * @param partialContext the object that brings the handle with a chunk; all chunks of a stream
   *     bring the same
   * @param onCancel must not refer to the handle
   */
  static void watch(Object partialContext, Runnable onCancel) {
    Object handle = STREAMING_HANDLE.call(partialContext);
    if (handle != null && WATCHED.get(handle) == null) {
      WATCHED.put(handle, onCancel);
    }
  }

  public static void cancelled(@Nullable Object handle) {
    Runnable onCancel = handle == null ? null : WATCHED.get(handle);
    if (onCancel != null) {
      onCancel.run();
    }
  }
}
