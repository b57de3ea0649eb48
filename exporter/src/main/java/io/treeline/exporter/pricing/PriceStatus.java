package io.treeline.exporter.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One price list in force, or one that should be.
 *
 * @param list {@code prices-file}, {@code prices-url} or {@code shipped}
 * @param location path or address; null for the shipped list
 * @param models models it prices; 0 when nothing of it could be used yet
 * @param loadedAt when what is in force of it was read; null for nothing
 * @param problem why what is there now is not in force, with the remedy; null when all is well
 */
public record PriceStatus(
    String list,
    @Nullable String location,
    int models,
    @Nullable Instant loadedAt,
    @Nullable String problem) {}
