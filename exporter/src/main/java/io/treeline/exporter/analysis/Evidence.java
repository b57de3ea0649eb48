package io.treeline.exporter.analysis;

/** What the finding about an error rests on, the strongest first. */
public enum Evidence {
  /** The later span links to the failed one as the attempt it takes the place of. */
  LINK,
  /** The later span says that it is an attempt: a retry number, or the model's id of the call. */
  ATTRIBUTE,
  /** The order of calls, their names and arguments. */
  INFERRED
}
