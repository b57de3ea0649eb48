package io.treeline.exporter.compare;

import io.treeline.exporter.model.OperationKind;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of sessions, by what they did where.
 *
 * @param sessions how many are known; every share is one of these
 * @param succeeded those of them that did not end in error
 * @param costUsd all of them together; null when nothing is priced
 * @param costs of single sessions, or of a sample of them
 * @param branches by path, without {@code /}
 * @param rootCostUsd what was spent directly at {@code /}; null when nothing is priced there
 */
public record Cohort(
    long sessions,
    long succeeded,
    @Nullable BigDecimal costUsd,
    List<Double> costs,
    List<Branch> branches,
    @Nullable BigDecimal rootCostUsd) {

  public Cohort {
    costs = List.copyOf(costs);
    branches = List.copyOf(branches);
  }

  /**
   * A place they went through.
   *
   * @param path full path
   * @param kind null when nothing with a kind is there
   * @param sessions that went through it
   * @param succeeded those of them that did not end in error
   * @param failedSessions those in which a visit failed
   * @param visits how often it was entered
   * @param failed visits that failed
   * @param selfUsd spent exactly there; null when nothing is priced
   * @param subtreeUsd spent there and below; null when nothing is priced
   * @param p50Nanos median of a visit's time; null when none ended
   * @param costs what single sessions spent there and below, or a sample of them
   */
  public record Branch(
      String path,
      @Nullable OperationKind kind,
      long sessions,
      long succeeded,
      long failedSessions,
      long visits,
      long failed,
      @Nullable BigDecimal selfUsd,
      @Nullable BigDecimal subtreeUsd,
      @Nullable Long p50Nanos,
      List<Double> costs) {
    public Branch {
      costs = List.copyOf(costs);
    }
  }
}
