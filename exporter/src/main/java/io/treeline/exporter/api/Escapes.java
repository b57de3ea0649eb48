package io.treeline.exporter.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Control characters in addresses. The HTTP server refuses an address that has one, also an encoded
 * one, but names and ids of sessions may: they are asked for with a backslash, a u and four digits
 * in its place.
 */
final class Escapes {

  private static final Pattern ESCAPE = Pattern.compile("\\\\u(00[01][0-9a-fA-F]|007[fF])");

  private Escapes() {}

  /** The text with each escape as the character that it stands for; any other backslash stays. */
  static String undone(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }
}
