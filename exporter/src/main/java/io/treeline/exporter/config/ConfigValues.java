package io.treeline.exporter.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads settings' text as typed values. */
final class ConfigValues {

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15})\\s*([a-zA-Z]*)");
  private static final Map<String, Long> SIZE_UNITS =
      Map.of("", 1L, "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
  private static final Map<String, Duration> DURATION_UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private static final String NONE = "none";

  private final ConfigSources sources;

  ConfigValues(ConfigSources sources) {
    this.sources = sources;
  }

  String text(ConfigKey key) {
    String text = sources.get(key).text().strip();
    if (text.isEmpty()) {
      throw wrong(key, "a value");
    }
    return text;
  }

  int number(ConfigKey key, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    try {
      int number = Integer.parseInt(text(key));
      if (number < min || number > max) {
        throw wrong(key, expected);
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong(key, expected);
    }
  }

  /** Bytes of something held in one piece. Units are powers of 1024. */
  int bytes(ConfigKey key) {
    return (int) size(key, 1, 1L << 30, "a size such as 512KB or 64MB, from 1 byte to 1GB");
  }

  /** So much a second, in units or bytes; null for {@code none}. */
  @Nullable Long rateOrNone(ConfigKey key) {
    return text(key).equals(NONE)
        ? null
        : (Long) size(key, 1, 1L << 40, "a number such as 1000 or 10MB, from 1, or none");
  }

  /** Bytes of memory. */
  long memory(ConfigKey key) {
    return size(key, 64L << 20, 1L << 40, "a size such as 512MB or 4GB, from 64MB to 1024GB");
  }

  /** Bytes on disk. */
  long large(ConfigKey key, long min, String minText) {
    return size(key, min, 1L << 40, "a size such as 512MB or 4GB, from " + minText + " to 1024GB");
  }

  private long size(ConfigKey key, long min, long max, String expected) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text(key));
    if (!matcher.matches()) {
      throw wrong(key, expected);
    }
    Long unit = SIZE_UNITS.get(matcher.group(2).toUpperCase(java.util.Locale.ROOT));
    long number = Long.parseLong(matcher.group(1));
    if (unit == null || number > max / unit || number * unit < min) {
      throw wrong(key, expected);
    }
    return number * unit;
  }

  Duration duration(ConfigKey key) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text(key));
    Duration unit = matcher.matches() ? DURATION_UNITS.get(matcher.group(2)) : null;
    if (unit == null || matcher.group(1).length() > 6) {
      throw wrong(key, "a duration such as 500ms, 30s, 5m, 24h or 7d");
    }
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /** A duration of a second or more. */
  Duration interval(ConfigKey key) {
    Duration duration = duration(key);
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw wrong(key, "a duration of 1s or more");
    }
    return duration;
  }

  Path path(ConfigKey key) {
    String text = text(key);
    try {
      return text.equals("~") || text.startsWith("~/")
          ? Path.of(System.getProperty("user.home") + text.substring(1))
          : Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong(key, "a path");
    }
  }

  /** Whether the value is {@code none}. */
  boolean isNone(ConfigKey key) {
    return text(key).equals(NONE);
  }

  /** The path; null for {@code none}. */
  @Nullable Path pathOrNone(ConfigKey key) {
    return text(key).equals(NONE) ? null : path(key);
  }

  /** An http or https address; null for {@code none}. */
  @Nullable URI urlOrNone(ConfigKey key) {
    return text(key).equals(NONE)
        ? null
        : url(key, "an address such as https://example.com/prices.json, or none");
  }

  /**
   * An http or https address.
   *
   * @param expected what to say when it is none
   */
  URI url(ConfigKey key, String expected) {
    try {
      URI url = new URI(text(key));
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // As wrong as one of another scheme.
    }
    throw wrong(key, expected);
  }

  /** A text that a pattern matches as a whole. */
  String matching(ConfigKey key, Pattern pattern, String expected) {
    String text = text(key);
    if (!pattern.matcher(text).matches()) {
      throw wrong(key, expected);
    }
    return text;
  }

  /** One of some words. */
  String choice(ConfigKey key, String... words) {
    String text = text(key);
    if (!List.of(words).contains(text)) {
      throw wrong(key, String.join(" or ", words));
    }
    return text;
  }

  private ConfigException wrong(ConfigKey key, String expected) {
    ConfigSources.Value value = sources.get(key);
    return new ConfigException(
        key.key()
            + " must be "
            + expected
            + ": was \""
            + value.text()
            + "\" (from "
            + value.origin()
            + ")");
  }
}
