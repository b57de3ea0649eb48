package io.treeline.exporter.query;

import io.treeline.exporter.model.PlaceMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Problems in sentences. */
final class ProblemWords {

  private static final double SECOND = 1e9;
  private static final double MILLI = 1e6;

  private ProblemWords() {}

  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  static String times(long number) {
    return number == 1 ? "once" : number + " times";
  }

  static String failing(
      String subject, @Nullable PlaceMeasures place, long recovered, long abandoned, long ended) {
    List<String> parts = new ArrayList<>();
    if (recovered > 0) {
      parts.add(recovered + " made good");
    }
    if (abandoned > 0) {
      parts.add(abandoned + " given up");
    }
    if (ended > 0) {
      parts.add(ended + " ended the work");
    }
    String often =
        place == null || place.failed() == 0
            ? subject + " failed " + times(recovered + abandoned + ended)
            : "%s failed in %d of %s (%s)"
                .formatted(
                    subject,
                    place.failed(),
                    count(place.visits(), "visit"),
                    percent((double) place.failed() / place.visits()));
    return often + ": " + String.join(", ", parts);
  }

  static String slow(PlaceMeasures place, double share) {
    Long p95 = place.p95Nanos();
    return "%s is waited for %s of the time%s"
        .formatted(label(place), percent(share), p95 == null ? "" : "; p95 is " + duration(p95));
  }

  static String expensive(PlaceMeasures place, double share) {
    return "%s of all money is spent at %s".formatted(percent(share), place.path());
  }

  private static String label(PlaceMeasures place) {
    return place.path().substring(place.path().lastIndexOf('/') + 1);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f%%" : "%.0f%%", share * 100);
  }

  private static String duration(long nanos) {
    return nanos < SECOND
        ? String.format(Locale.ROOT, "%.0f ms", nanos / MILLI)
        : String.format(Locale.ROOT, "%.1f s", nanos / SECOND);
  }
}
