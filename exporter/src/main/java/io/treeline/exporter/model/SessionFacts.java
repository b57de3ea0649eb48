package io.treeline.exporter.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one span itself says of its session. What it inherits from its trace is not in here: that is
 * worked out when sessions are read, so that the order of arrival does not matter.
 *
 * @param sessionId own session id; null when the span has none
 * @param sessionIdSource where {@code sessionId} came from; null exactly when {@code sessionId} is
 * @param conversationId {@code gen_ai.conversation.id}, kept apart from the session id
 * @param sessionName descriptive name
 * @param rawPath path as sent
 * @param path {@code rawPath} normalized: leading slash, no empty parts, no trailing slash; null
 *     when none was sent
 * @param userId user
 * @param properties custom properties, by name
 * @param tags tags, in the order sent
 */
public record SessionFacts(
    @Nullable String sessionId,
    @Nullable SessionIdSource sessionIdSource,
    @Nullable String conversationId,
    @Nullable String sessionName,
    @Nullable String rawPath,
    @Nullable String path,
    @Nullable String userId,
    SortedMap<String, String> properties,
    List<String> tags) {

  public static final SessionFacts NONE =
      new SessionFacts(null, null, null, null, null, null, null, new TreeMap<>(), List.of());

  public SessionFacts {
    if ((sessionId == null) != (sessionIdSource == null)) {
      throw new IllegalArgumentException(
          "sessionId and sessionIdSource are set together or not at all: were "
              + sessionId
              + " and "
              + sessionIdSource);
    }
    properties = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    tags = List.copyOf(tags);
  }
}
