/**
 * Measures speed; no test depends on a number from here.
 *
 * <p>Every figure is taken side by side with what it is compared to, in one run, because two runs
 * of one machine differ. Absolute times are of one machine; ratios are what to quote.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.benchmarks.BenchmarksMain}: {@code java -jar treeline-benchmarks.jar
 *       --help}
 * </ul>
 */
@NullMarked
package io.treeline.benchmarks;

import org.jspecify.annotations.NullMarked;
