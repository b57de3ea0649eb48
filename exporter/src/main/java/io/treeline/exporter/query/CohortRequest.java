package io.treeline.exporter.query;

/**
 * Which two sets of sessions to compare; not checked yet.
 *
 * @param a one
 * @param b the other
 */
public record CohortRequest(FilterRequest a, FilterRequest b) {}
