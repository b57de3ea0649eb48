package io.treeline.exporter.query;

import io.treeline.exporter.compare.SessionComparison;

/**
 * Two sessions side by side.
 *
 * @param a numbers of one
 * @param b numbers of the other
 * @param comparison step by step
 */
public record SessionPair(SessionSummary a, SessionSummary b, SessionComparison comparison) {}
