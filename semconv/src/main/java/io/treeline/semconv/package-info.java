/**
 * Attribute keys, ours and those of others. The only place that spells a key; imports nothing of
 * ours.
 *
 * <p>Facts about the OpenTelemetry GenAI conventions are those of the {@code
 * semantic-conventions-genai} repository at commit fe5608e (2026-08-03), which has no tagged
 * release yet; keys that conventions renamed later or earlier are kept beside the current ones,
 * because senders of every age are read.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.semconv.GenAiAttributes}: what every GenAI span carries
 *   <li>{@link io.treeline.semconv.TreelineAttributes}: the few keys that are ours
 * </ul>
 */
@NullMarked
package io.treeline.semconv;

import org.jspecify.annotations.NullMarked;
