package io.treeline.exporter.store;

/**
 * How errors are put together by what they say: the first line of the status message, else the type
 * of the error, with what differs from one to the next left out. Engines apply these in order.
 */
public final class ErrorText {

  /** Most characters that are compared. */
  public static final int MOST_CHARS = 300;

  /** What stands for a text in quotes. */
  public static final String TEXT = "\"…\"";

  /** What stands for a number, or for an id. */
  public static final String NUMBER = "#";

  /** Texts in double quotes. RE2. */
  public static final String QUOTED = "\"[^\"]*\"";

  /** Ids: letters and digits with a digit among them, dashes inside. RE2. */
  public static final String IDS = "\\b[A-Za-z_-]*[0-9][0-9A-Za-z_-]*\\b";

  private ErrorText() {}
}
