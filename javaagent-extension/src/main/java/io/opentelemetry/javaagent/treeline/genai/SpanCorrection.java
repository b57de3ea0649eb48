package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different on an adopted span when it is exported.
 *
 * @param folded whether it is left out
 * @param removed keys of attributes that are taken away
 * @param kind null leaves it
 */
record SpanCorrection(boolean folded, Set<String> removed, @Nullable SpanKind kind) {

  Attributes attributes(Attributes all) {
    return removed.isEmpty()
        ? all
        : all.toBuilder().removeIf(key -> removed.contains(key.getKey())).build();
  }
}
