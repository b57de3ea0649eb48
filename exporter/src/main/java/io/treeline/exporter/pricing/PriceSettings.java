package io.treeline.exporter.pricing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where prices come from beside the shipped list.
 *
 * @param file the user's own prices; null for none
 * @param url a list to fetch; null for none
 * @param refresh time between two fetches
 * @param directory where a fetched list is kept for the next start; made if absent
 */
public record PriceSettings(
    @Nullable Path file, @Nullable URI url, Duration refresh, Path directory) {}
