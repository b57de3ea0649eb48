package io.treeline.exporter.api;

import com.linecorp.armeria.common.QueryParams;
import io.treeline.exporter.query.QueryException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query parameters of one request, after a check that the resource knows them all. */
final class Parameters {

  private static final int NEAR = 3;

  private final QueryParams params;

  private Parameters(QueryParams params) {
    this.params = params;
  }

  /**
   * Checks the names.
   *
   * @throws QueryException INVALID_ARGUMENT that names the nearest parameter there is
   */
  static Parameters of(QueryParams params, Set<String> known) {
    for (String name : params.names()) {
      // How to ask is no resource's own.
      if (!known.contains(name) && !name.equals(ReadYourWrites.PARAMETER)) {
        throw QueryException.invalid("unknown parameter %s%s".formatted(name, hint(name, known)));
      }
    }
    return new Parameters(params);
  }

  /** The parameter's value; null when absent. */
  @Nullable String one(String name) {
    List<String> values = params.getAll(name);
    if (values.size() > 1) {
      throw QueryException.invalid(
          "%s must be given once: was given %d times".formatted(name, values.size()));
    }
    return values.isEmpty() ? null : Escapes.undone(values.get(0));
  }

  List<String> all(String name) {
    return params.getAll(name).stream().map(Escapes::undone).toList();
  }

  private static String hint(String name, Set<String> known) {
    if (known.isEmpty()) {
      return ": this resource has no parameters";
    }
    String nearest =
        known.stream()
            .min(Comparator.comparingInt((String k) -> distance(name, k)).thenComparing(k -> k))
            .orElseThrow();
    return distance(name, nearest) <= NEAR
        ? ": did you mean %s?".formatted(nearest)
        : ": must be one of %s".formatted(String.join(", ", known.stream().sorted().toList()));
  }

  /** Levenshtein distance without regard to case. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        char a = Character.toLowerCase(one.charAt(i - 1));
        char b = Character.toLowerCase(other.charAt(j - 1));
        int replaced = diagonal + (a == b ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
