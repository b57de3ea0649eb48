package io.opentelemetry.javaagent.treeline.session;

import io.treeline.semconv.SessionIdSources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which source of a session id wins. */
final class IdSourceRank {

  private static final List<String> STRONGEST_FIRST =
      List.of(
          SessionIdSources.API,
          SessionIdSources.BAGGAGE,
          SessionIdSources.HEADER,
          SessionIdSources.FRAMEWORK);

  /** 0 is the strongest; an unknown source is the weakest. */
  static int of(@Nullable String source) {
    int rank = source == null ? -1 : STRONGEST_FIRST.indexOf(source);
    return rank < 0 ? STRONGEST_FIRST.size() : rank;
  }

  private IdSourceRank() {}
}
