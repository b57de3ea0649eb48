/**
 * The way of a request: it is decoded and normalized, kept in the journal, acknowledged, and loaded
 * into the store in larger batches behind that.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.ingest.ProjectIngests}: what receivers call
 *   <li>{@link io.treeline.exporter.ingest.Ingest}: the same for one project
 *   <li>{@link io.treeline.exporter.ingest.SpanRequests}: what a request of spans holds
 *   <li>{@link io.treeline.exporter.ingest.Loader}: from the journal to the store
 * </ul>
 */
@NullMarked
package io.treeline.exporter.ingest;

import org.jspecify.annotations.NullMarked;
