import static net.bytebuddy.matcher.ElementMatchers.named;

import io.opentelemetry.javaagent.tooling.muzzle.generation.MuzzleCodeGenerationPlugin;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Build step: gives every InstrumentationModule its list of helper classes and of what it uses of
 * the library, so that the agent leaves a library alone that looks different.
 *
 * <p>OpenTelemetry's generator does the work; the byte-buddy-maven-plugin cannot run it, because it
 * finds no constructor it could call and repackages ASM. A second pass then lets each module drop
 * the references to classes shared by all class loaders, see {@code MuzzleReferences}.
 *
 * <p>Run from source by {@code java} with the module's compile class path. Argument: the directory
 * of compiled classes.
 */
final class MuzzleGenerator {

  private static final String BASE = "io/treeline/javaagent/BaseInstrumentationModule";
  private static final String REFERENCES = "getMuzzleReferences";

  public static void main(String[] args) throws Exception {
    File classes = new File(args[0]);
    List<URL> path = new ArrayList<>();
    path.add(classes.toURI().toURL());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(new File(entry).toURI().toURL());
    }
    URLClassLoader loader = new URLClassLoader(path.toArray(new URL[0]));
    Generate generate = new Generate(loader);

    run(classes, loader, generate);
    run(classes, loader, new DropShared(generate.generated));
    System.out.println("muzzle references generated for " + generate.generated);
  }

  private static void run(File classes, ClassLoader loader, Plugin plugin) throws Exception {
    Plugin.Engine.Summary summary =
        new Plugin.Engine.Default()
            .with(ClassFileLocator.ForClassLoader.of(loader))
            .with(Plugin.Engine.TypeStrategy.Default.REDEFINE)
            .apply(classes, classes, new Plugin.Factory.Simple(plugin));
    if (!summary.getFailed().isEmpty()) {
      throw new IllegalStateException("muzzle generation failed: " + summary.getFailed());
    }
  }

  /** Runs OpenTelemetry's generator on modules it has not been run on, and remembers which. */
  private static final class Generate implements Plugin {
    private final Plugin muzzle;
    private final Set<String> generated = new HashSet<>();

    Generate(URLClassLoader loader) {
      muzzle = new MuzzleCodeGenerationPlugin(loader);
    }

    @Override
    public boolean matches(TypeDescription type) {
      return muzzle.matches(type) && type.getDeclaredMethods().filter(named(REFERENCES)).isEmpty();
    }

    @Override
    public DynamicType.Builder<?> apply(
        DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
      generated.add(type.getName());
      return muzzle.apply(builder, type, locator);
    }

    @Override
    public void close() {}
  }

  /** Passes what {@code getMuzzleReferences()} returns through {@code withoutShared}. */
  private record DropShared(Set<String> modules) implements Plugin {

    @Override
    public boolean matches(TypeDescription type) {
      return modules.contains(type.getName());
    }

    @Override
    public DynamicType.Builder<?> apply(
        DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
      return builder.visit(
          new AsmVisitorWrapper.ForDeclaredMethods()
              .method(
                  named(REFERENCES),
                  (owner, method, visitor, context, pool, writerFlags, readerFlags) ->
                      new MethodVisitor(Opcodes.ASM9, visitor) {
                        @Override
                        public void visitInsn(int opcode) {
                          if (opcode == Opcodes.ARETURN) {
                            super.visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                BASE,
                                "withoutShared",
                                "(Ljava/util/Map;)Ljava/util/Map;",
                                false);
                          }
                          super.visitInsn(opcode);
                        }
                      }));
    }

    @Override
    public void close() {}
  }
}
