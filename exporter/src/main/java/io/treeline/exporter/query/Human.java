package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * A person's part in a span.
 *
 * @param type {@code approval}, {@code input}, {@code edit} or {@code takeover}; null when not said
 * @param decision {@code approved}, {@code rejected}, {@code modified} or {@code timeout}; null
 *     when not said
 */
public record Human(@Nullable String type, @Nullable String decision) {}
