/**
 * From the spans of one session to its two trees: who called whom, and the places in the path tree.
 * Pure functions that expect bad input: late, parentless and circular spans each land in exactly
 * one place, whatever the order of arrival. Nothing here recurses, so depth costs no stack.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.session.SpanForest}: parents, children, order
 *   <li>{@link io.treeline.exporter.session.PathDerivation}: the path of each span
 *   <li>{@link io.treeline.exporter.session.SpanTree} and {@link
 *       io.treeline.exporter.session.PathTree}: nodes with their numbers
 * </ul>
 */
@NullMarked
package io.treeline.exporter.session;

import org.jspecify.annotations.NullMarked;
