package io.treeline.exporter.session;

import io.treeline.exporter.model.PathSource;

/**
 * Where a span stands in the path tree.
 *
 * @param path leading slash, no trailing slash, such as {@code /support/lookup}; {@code /} itself
 *     when nothing names a place
 * @param source whether the span was sent with it
 */
public record SpanPath(String path, PathSource source) {

  static final SpanPath ROOT = new SpanPath("/", PathSource.DERIVED);
}
