package io.treeline.javaagent.faults;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Lets methods of ours call {@link Faults} first, which may throw.
 *
 * <p>Left out are methods that a library or the JDK declares: a wrapper of ours that stands between
 * the library and the application must pass on what it is given, so it is what it calls to take
 * note that fails. Constructors and class initializers are left out too.
 */
public final class FaultAgent implements ClassFileTransformer {

  private static final String ROOMS = "io/treeline/javaagent/instrumentation/";
  private static final String SHARED = "io/opentelemetry/javaagent/treeline/";

  /**
   * Those promise to let nothing out, so everything around them may rely on that: what they call
   * fails instead.
   */
  private static final Set<String> GUARDS =
      Set.of(
          "AgentInvocation",
          "AgentRun",
          "Failures",
          "McpOperation",
          "ModelCall",
          "ModelStream",
          "OperationSpan",
          "ToolExecution");

  /**
   * Our own methods that hand on to the application what a method of the library's was given, or
   * that guard all they do: what they call fails.
   */
  private static final Set<String> PASSES_ON =
      Set.of(
          "azureopenai/LaterAnswer.of",
          "azureopenai/WatchedBody.ofAnswer",
          "azureopenai/WatchedBody.ofStream",
          "bedrock/CallerFuture.follow",
          "bedrock/CallerFuture.of",
          "bedrock/WatchedHandler.call",
          "bedrock/WatchedHandler.forward",
          "bedrock/WatchedHandler.watch",
          "google/genai/ContentCall.returnedLater",
          "google/genai/ContentCall.unwrapped",
          "langchain4j/StreamedAnswer.forward",
          "springai/TracedObservation.enter",
          "springai/TracedObservation.leave",
          "springai/TracedObservation.returned",
          "stainless/CallFuture.completeUnderCaller",
          "stainless/CallFuture.follow",
          "stainless/CallFuture.of",
          "stainless/RawResponseHandler.close",
          "stainless/RawResponseHandler.forward",
          "stainless/RawResponseHandler.parse",
          "stainless/StreamResponseHandler.close",
          "stainless/StreamResponseHandler.forEach",
          "stainless/StreamResponseHandler.stream",
          "stainless/StreamResponseHandler.watch");

  public static void premain(String argument, Instrumentation instrumentation) {
    System.getProperties().put(Faults.KEY, new Faults());
    instrumentation.addTransformer(new FaultAgent());
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    // The program's own classes are in packages of ours.
    boolean program = loader == ClassLoader.getSystemClassLoader();
    if (name == null || program || !isOurs(name) || isLeftOut(name)) {
      return null;
    }
    try {
      ClassReader reader = new ClassReader(bytes);
      Set<String> declaredElsewhere = new HashSet<>();
      collect(loader, reader, declaredElsewhere);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Injector(writer, name, declaredElsewhere), 0);
      return writer.toByteArray();
    } catch (Throwable e) {
      e.printStackTrace();
      return null;
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith(ROOMS) || name.startsWith(SHARED);
  }

  /** Modules and matchers are asked while the agent starts, not while the application works. */
  private static boolean isLeftOut(String name) {
    String simple = name.substring(name.lastIndexOf('/') + 1);
    return (name.startsWith(SHARED + "genai/") && GUARDS.contains(simple))
        || simple.endsWith("Module")
        || simple.endsWith("Instrumentation")
        || name.startsWith(SHARED + "config/");
  }

  /** Names and descriptors of the methods of all super types that are not ours. */
  private static void collect(ClassLoader loader, ClassReader type, Set<String> methods)
      throws IOException {
    List<String> superTypes = new ArrayList<>(List.of(type.getInterfaces()));
    if (type.getSuperName() != null) {
      superTypes.add(type.getSuperName());
    }
    for (String name : superTypes) {
      try (InputStream in = open(loader, name + ".class")) {
        if (in == null) {
          continue;
        }
        ClassReader reader = new ClassReader(in);
        if (!isOurs(name)) {
          reader.accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String method, String type, String signature, String[] thrown) {
                  // Not the whole descriptor: return types narrow, type variables are filled in.
                  methods.add(method);
                  return null;
                }
              },
              ClassReader.SKIP_CODE);
        }
        collect(loader, reader, methods);
      }
    }
  }

  private static InputStream open(ClassLoader loader, String resource) {
    InputStream in = loader == null ? null : loader.getResourceAsStream(resource);
    return in != null ? in : ClassLoader.getSystemResourceAsStream(resource);
  }

  private static final class Injector extends ClassVisitor {
    private final String owner;
    private final Set<String> leftOut;

    Injector(ClassVisitor writer, String owner, Set<String> leftOut) {
      super(Opcodes.ASM9, writer);
      this.owner = owner;
      this.leftOut = leftOut;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] thrown) {
      MethodVisitor method = super.visitMethod(access, name, type, signature, thrown);
      boolean abstractOrBridge =
          (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0;
      // A lambda belongs to the method it stands in.
      String written = name.replaceAll("^lambda\\$(\\w+)\\$\\d+$", "$1");
      String place = owner.substring(owner.indexOf("treeline/")) + "." + name;
      if (abstractOrBridge
          || name.startsWith("<")
          || leftOut.contains(written)
          || PASSES_ON.contains(owner.replace(ROOMS, "") + "." + written)) {
        return method;
      }
      return new MethodVisitor(Opcodes.ASM9, method) {
        @Override
        public void visitCode() {
          super.visitCode();
          visitMethodInsn(
              Opcodes.INVOKESTATIC,
              "java/lang/System",
              "getProperties",
              "()Ljava/util/Properties;",
              false);
          visitLdcInsn(Faults.KEY);
          visitMethodInsn(
              Opcodes.INVOKEVIRTUAL,
              "java/util/Properties",
              "get",
              "(Ljava/lang/Object;)Ljava/lang/Object;",
              false);
          visitTypeInsn(Opcodes.CHECKCAST, "java/util/function/Consumer");
          visitLdcInsn(place);
          visitMethodInsn(
              Opcodes.INVOKEINTERFACE,
              "java/util/function/Consumer",
              "accept",
              "(Ljava/lang/Object;)V",
              true);
        }
      };
    }
  }
}
