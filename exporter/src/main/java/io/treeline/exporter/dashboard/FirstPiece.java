package io.treeline.exporter.dashboard;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The request that a session's page begins with, named in the answer that brings the page: a
 * browser sends it before it has read a line of script. It must be the very address that {@code
 * base/ahead.js} asks for.
 */
final class FirstPiece {

  /** Nodes; as {@code FIRST_PIECE} of {@code base/ahead.js}. */
  static final int NODES = 250;

  private FirstPiece() {}

  /**
   * The header that has a browser ask for a session's first nodes before the page's scripts run.
   *
   * @param sessionId as in the page's path, encoded as the browser liked
   * @return a {@code Link} header
   */
  static String of(String sessionId) {
    return "</api/v1/sessions/%s/nodes?offset=0&limit=%d>; rel=preload; as=fetch; crossorigin"
        .formatted(asScriptsWrite(decoded(sessionId)), NODES);
  }

  /** Wholly: a slash of the id, which the server itself leaves encoded, as well. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** As {@code encodeURIComponent} does. */
  private static String asScriptsWrite(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }
}
