package io.treeline.javaagent.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Kotlin's coroutines from Java: what a compiled {@code GlobalScope.future(Dispatchers.IO)} calls.
 */
final class Coroutines {

  @SuppressWarnings("unchecked")
  static <T> CompletableFuture<T> future(Supplier<T> work) {
    try {
      Class<?> function = Class.forName("kotlin.jvm.functions.Function2");
      InvocationHandler body =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "invoke" -> work.get();
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "work";
              };
      Object block =
          Proxy.newProxyInstance(function.getClassLoader(), new Class<?>[] {function}, body);
      Object scope = Class.forName("kotlinx.coroutines.GlobalScope").getField("INSTANCE").get(null);
      Object dispatcher =
          Class.forName("kotlinx.coroutines.Dispatchers").getMethod("getIO").invoke(null);
      Class<?> start = Class.forName("kotlinx.coroutines.CoroutineStart");
      Method future =
          Arrays.stream(Class.forName("kotlinx.coroutines.future.FutureKt").getMethods())
              .filter(method -> method.getName().equals("future"))
              .findFirst()
              .orElseThrow();
      return (CompletableFuture<T>)
          future.invoke(null, scope, dispatcher, start.getEnumConstants()[0], block);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Coroutines() {}
}
