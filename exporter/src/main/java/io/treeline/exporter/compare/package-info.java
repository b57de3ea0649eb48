/**
 * What is different: two sets of sessions by what they did where, and two sessions step by step.
 * Pure functions. {@code docs/analysis.md} says which tests are used and why.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.compare.CohortComparison}: two sets of sessions
 *   <li>{@link io.treeline.exporter.compare.SessionComparison}: two sessions
 * </ul>
 */
@NullMarked
package io.treeline.exporter.compare;

import org.jspecify.annotations.NullMarked;
