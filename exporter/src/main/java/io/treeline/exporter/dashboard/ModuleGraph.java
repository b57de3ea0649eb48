package io.treeline.exporter.dashboard;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules of the page import which. A browser learns of an import only once it has read the
 * module that has it, so that a view whose imports are six deep would take six rounds to load;
 * named in the page, all are asked for at once.
 */
final class ModuleGraph {

  /** A statement that begins a line; what is imported later, by {@code import(…)}, never does. */
  private static final Pattern IMPORT =
      Pattern.compile("^(?:import|export)\\b[^;']*'(\\.[^']*\\.js)';", Pattern.MULTILINE);

  private ModuleGraph() {}

  /** The modules that {@code entries} need to run, they themselves first; paths with a slash. */
  static Set<String> from(Collection<String> entries) {
    Set<String> found = new LinkedHashSet<>(entries);
    Deque<String> unread = new ArrayDeque<>(entries);
    while (!unread.isEmpty()) {
      String module = unread.remove();
      Matcher imports =
          IMPORT.matcher(DashboardFile.find(module).orElseThrow().bytes().toStringUtf8());
      while (imports.find()) {
        String imported = resolve(module, imports.group(1));
        if (found.add(imported)) {
          unread.add(imported);
        }
      }
    }
    return found;
  }

  private static String resolve(String module, String relative) {
    return URI.create(module).resolve(relative).getPath();
  }
}
