package io.treeline.exporter.telemetry;

import java.util.Locale;

/** Writes numbers as Prometheus reads them: its text format, version 0.0.4. */
public final class PrometheusText {

  /** Of the whole text. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder();
  private String name = "";

  /** Begins a number that only grows; its name ends in {@code _total}. */
  public PrometheusText counter(String metric, String help) {
    return begin(metric, "counter", help);
  }

  /** Begins a number that goes up and down. */
  public PrometheusText gauge(String metric, String help) {
    return begin(metric, "gauge", help);
  }

  PrometheusText histogram(String metric, String help) {
    return begin(metric, "histogram", help);
  }

  /**
   * One value of the metric that was begun last.
   *
   * @param labels names and values by turns
   */
  public PrometheusText value(double value, String... labels) {
    return suffixed("", value, labels);
  }

  /** The same of a whole number. */
  public PrometheusText value(long value, String... labels) {
    return suffixed("", (double) value, labels);
  }

  PrometheusText suffixed(String suffix, double value, String... labels) {
    out.append(name).append(suffix);
    for (int i = 0; i < labels.length; i += 2) {
      out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      escape(labels[i + 1]);
      out.append('"');
    }
    out.append(labels.length == 0 ? " " : "} ").append(text(value)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, "%s", value);
  }

  private PrometheusText begin(String metric, String type, String help) {
    name = metric;
    out.append("# HELP ").append(metric).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
    return this;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(value.charAt(i));
      }
    }
  }
}
