package io.treeline.exporter.normalize;

/**
 * One convention for saying what a span stands for. Stateless.
 *
 * <p>Dialects are asked in a fixed order, most specific first; each fills only what is still
 * absent.
 */
interface Dialect {

  /** Name in lower case, kept on the span for debugging. */
  String name();

  /**
   * Reads what this convention says.
   *
   * @return whether the span speaks this dialect at all
   */
  boolean read(AttributeReader attributes, SpanDraft draft);
}
