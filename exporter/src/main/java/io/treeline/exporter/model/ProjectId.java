package io.treeline.exporter.model;

import java.util.regex.Pattern;

/**
 * Name of a project. What is in one project is never seen from another.
 *
 * @param name 1 to 63 lower case letters, digits and hyphens, no hyphen first or last: it is a
 *     directory's name too
 */
public record ProjectId(String name) implements Comparable<ProjectId> {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Where everything goes while no keys are asked for. */
  public static final ProjectId DEFAULT = new ProjectId("default");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it is none; the message says what is expected
   */
  public ProjectId {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "project must be 1 to 63 lower case letters, digits and hyphens, with no hyphen first or"
              + " last: was \""
              + name
              + "\"");
    }
  }

  /** Whether a text is a project's name. */
  public static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public int compareTo(ProjectId other) {
    return name.compareTo(other.name);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
