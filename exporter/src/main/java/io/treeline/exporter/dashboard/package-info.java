/**
 * The pages people open: serves {@code resources/dashboard} from the jar. Knows nothing of spans;
 * the pages read the REST API.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.dashboard.DashboardService}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.dashboard;

import org.jspecify.annotations.NullMarked;
