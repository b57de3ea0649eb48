package io.treeline.exporter.dashboard;

import com.linecorp.armeria.common.CacheControl;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.file.HttpFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of {@code resources/dashboard}, held in memory. */
record DashboardFile(HttpData bytes, MediaType type) {

  /** Nothing else is a file name of ours, so no path can lead out of the folder. */
  private static final Pattern NAME = Pattern.compile("(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+\\.([a-z]+)");

  private static final Map<String, MediaType> TYPES =
      Map.of(
          "html", MediaType.HTML_UTF_8,
          "js", MediaType.parse("text/javascript; charset=utf-8"),
          "css", MediaType.CSS_UTF_8,
          "svg", MediaType.SVG_UTF_8,
          "webmanifest", MediaType.parse("application/manifest+json"));

  /** The file at a path that begins with a slash; empty when there is none. */
  static Optional<DashboardFile> find(String path) {
    Matcher name = NAME.matcher(path);
    MediaType type = name.matches() ? TYPES.get(name.group(1)) : null;
    if (type == null) {
      return Optional.empty();
    }
    try (InputStream in = DashboardFile.class.getResourceAsStream("/dashboard" + path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new DashboardFile(HttpData.wrap(in.readAllBytes()), type));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read dashboard" + path + " from the jar", e);
    }
  }

  /** This file with what stands for another text in it replaced. */
  DashboardFile replacing(String text, String by) {
    return new DashboardFile(HttpData.ofUtf8(bytes.toStringUtf8().replace(text, by)), type);
  }

  HttpService asService(CacheControl caching) {
    return HttpFile.builder(bytes)
        .contentType(type)
        .entityTag((name, attributes) -> contentHash())
        .cacheControl(caching)
        .build()
        .asService();
  }

  private String contentHash() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
