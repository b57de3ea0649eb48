package io.treeline.demo.check;

import java.util.ArrayList;
import java.util.List;

/** Shows where two texts differ, by their longest common lines. */
final class LineDifference {

  private LineDifference() {}

  /**
   * The lines of both, in order: common ones as they are, those that are only expected after {@code
   * -}, those that were only found after {@code +}.
   */
  static String of(String expected, String found) {
    List<String> left = expected.lines().toList();
    List<String> right = found.lines().toList();
    int[][] common = commonLengths(left, right);
    List<String> lines = new ArrayList<>();
    lines.add("expected (-) and found (+):");
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
        lines.add("  " + left.get(i++));
        j++;
      } else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + left.get(i++));
      } else {
        lines.add("+ " + right.get(j++));
      }
    }
    return String.join("\n", lines);
  }

  private static int[][] commonLengths(List<String> left, List<String> right) {
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).equals(right.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
