package io.treeline.exporter.session;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.Totals;

/**
 * A span in the span tree.
 *
 * @param span the span
 * @param path its place in the path tree
 * @param depth number of ancestors
 * @param self the span alone; duration is its own time without its children's
 * @param subtree the span and its descendants; duration is the union of their times
 */
public record SpanNode(Span span, SpanPath path, int depth, Totals self, Totals subtree) {}
