package io.treeline.exporter.store.rows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The current row of an answer, by column name.
 *
 * @param <E> what an engine throws that cannot be read
 */
public interface StoredRow<E extends Exception> {

  @Nullable String textOrNull(String column) throws E;

  @Nullable Long numberOrNull(String column) throws E;

  /** Without trailing zeros. */
  @Nullable BigDecimal decimalOrNull(String column) throws E;

  @Nullable Double realOrNull(String column) throws E;

  boolean isTrue(String column) throws E;

  List<String> texts(String column) throws E;

  /** 32 hexadecimal digits. */
  @Nullable String traceIdOrNull(String column) throws E;

  /** 16 hexadecimal digits. */
  @Nullable String spanIdOrNull(String column) throws E;

  default String text(String column) throws E {
    return present(column, textOrNull(column));
  }

  default long number(String column) throws E {
    return present(column, numberOrNull(column));
  }

  default double real(String column) throws E {
    return present(column, realOrNull(column));
  }

  default String traceId(String column) throws E {
    return present(column, traceIdOrNull(column));
  }

  default String spanId(String column) throws E {
    return present(column, spanIdOrNull(column));
  }

  private static <T> T present(String column, @Nullable T value) {
    return Objects.requireNonNull(value, column);
  }
}
