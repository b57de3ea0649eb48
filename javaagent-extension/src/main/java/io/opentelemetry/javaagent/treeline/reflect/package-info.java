/**
 * Reads what only some supported versions of a library have, for all rooms alike.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link OptionalMethod}, {@link OptionalField}: looked up once per class, null when absent
 * </ul>
 */
@NullMarked
package io.opentelemetry.javaagent.treeline.reflect;

import org.jspecify.annotations.NullMarked;
