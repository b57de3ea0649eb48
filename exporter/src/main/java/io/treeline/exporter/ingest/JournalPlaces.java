package io.treeline.exporter.ingest;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the journals of the projects are: that of {@code default} in {@code journal}, every other
 * in {@code projects/<name>/journal}.
 *
 * @param dataDirectory above them
 */
public record JournalPlaces(Path dataDirectory) {

  private static final String JOURNAL = "journal";

  Path of(ProjectId project) {
    return project.equals(ProjectId.DEFAULT)
        ? dataDirectory.resolve(JOURNAL)
        : projectsDirectory().resolve(project.name()).resolve(JOURNAL);
  }

  /** Projects other than {@code default} that have one. */
  SortedSet<ProjectId> projects() {
    SortedSet<ProjectId> projects = new TreeSet<>();
    if (!Files.isDirectory(projectsDirectory())) {
      return projects;
    }
    try (Stream<Path> entries = Files.list(projectsDirectory())) {
      entries
          .filter(entry -> Files.isDirectory(entry.resolve(JOURNAL)))
          .map(entry -> entry.getFileName().toString())
          .filter(ProjectId::isValid)
          .forEach(name -> projects.add(new ProjectId(name)));
    } catch (IOException e) {
      throw new StoreException(projectsDirectory() + " cannot be read: " + e.getMessage(), e);
    }
    return projects;
  }

  /** Removes a project's journal, when it has one. */
  void delete(ProjectId project) {
    Path journal = of(project);
    if (!Files.exists(journal)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(journal)) {
      for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new StoreException(
          journal + " could not be removed: " + e + "; what is left can be removed by hand", e);
    }
  }

  private Path projectsDirectory() {
    return dataDirectory.resolve("projects");
  }
}
