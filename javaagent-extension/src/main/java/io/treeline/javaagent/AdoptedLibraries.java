package io.treeline.javaagent;

import io.opentelemetry.javaagent.treeline.genai.SpanAdopter;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Whose own spans are taken over. An adopter stands beside its library's room and is named in
 * {@code META-INF/services}, but is loaded with the extension: it must refer to nothing of the
 * room's that the library's classes are needed for.
 */
final class AdoptedLibraries {

  static List<SpanAdopter> adopters() {
    return ServiceLoader.load(SpanAdopter.class, AdoptedLibraries.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private AdoptedLibraries() {}
}
