package io.treeline.exporter.cli;

/** Colours, or none. */
final class Style {

  private final boolean colours;

  Style(boolean colours) {
    this.colours = colours;
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  String good(String text) {
    return in("32", text);
  }

  String bad(String text) {
    return in("31", text);
  }

  String warning(String text) {
    return in("33", text);
  }

  String accent(String text) {
    return in("36", text);
  }

  private String in(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
