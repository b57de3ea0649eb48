package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.ProjectId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables as one project sees them. Statements name a table as {@code @spans}; what stands there
 * when they run is that table's rows of the project, each in its newest version. So no statement
 * can read another project's, nor a version that was replaced.
 */
final class Tables {

  private static final Pattern NAME = Pattern.compile("@([a-z_]+)");

  private final String database;
  private final ProjectId project;

  Tables(String database, ProjectId project) {
    this.database = "`" + database + "`";
    this.project = project;
  }

  /** A statement with its tables put in. Must not hold values that others chose. */
  String in(String statement) {
    return NAME.matcher(statement)
        .replaceAll(name -> Matcher.quoteReplacement(rows(name.group(1))));
  }

  /** A table's own name, to write to. */
  String named(String table) {
    return database + "." + table;
  }

  ProjectId project() {
    return project;
  }

  /** The project as a literal. */
  String projectLiteral() {
    return Sql.text(project.name());
  }

  private String rows(String table) {
    String versions = table.equals("trace_changes") ? "" : " FINAL";
    return "(SELECT * FROM "
        + named(table)
        + versions
        + " WHERE project = "
        + projectLiteral()
        + ")";
  }
}
