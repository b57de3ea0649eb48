package io.treeline.javaagent;

import io.opentelemetry.javaagent.tooling.muzzle.references.ClassRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a module's references what the library cannot have: our classes that all class
 * loaders share.
 *
 * <p>The agent takes them from the extension, but its reference check looks for everything outside
 * of {@code isHelperClass} in the application, and would find every module unfit. To call them
 * helpers instead would give each application class loader a copy.
 */
final class MuzzleReferences {

  static final String SHARED = "io.opentelemetry.javaagent.treeline.";

  static Map<String, ClassRef> withoutShared(Map<String, ClassRef> references) {
    Map<String, ClassRef> kept = new HashMap<>(references);
    kept.values().removeIf(reference -> isShared(reference, references));
    return kept;
  }

  /** True for a shared class, and for a helper class whose super types are shared. */
  private static boolean isShared(@Nullable ClassRef reference, Map<String, ClassRef> references) {
    if (reference == null) {
      return false;
    }
    if (reference.getClassName().startsWith(SHARED)) {
      return true;
    }
    String superClass = reference.getSuperClassName();
    if (superClass != null && isSharedName(superClass, references)) {
      return true;
    }
    return reference.getInterfaceNames().stream().anyMatch(name -> isSharedName(name, references));
  }

  private static boolean isSharedName(String name, Map<String, ClassRef> references) {
    return name.startsWith(SHARED) || isShared(references.get(name), references);
  }

  private MuzzleReferences() {}
}
