package io.treeline.javaagent.instrumentation.treelineapi;

import io.treeline.api.ManualLogger;
import io.treeline.api.Operation;
import io.treeline.api.OperationBuilder;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One call of an annotated method. */
public final class TracedCall {

  private final Deque<AutoCloseable> scopes = new ArrayDeque<>();
  private final Deque<Operation> operations = new ArrayDeque<>();

  public static TracedCall begin(Method method, Object[] arguments) throws Exception {
    TracedCall call = new TracedCall();
    try {
      call.open(TracedMethod.of(method), arguments);
      return call;
    } catch (Exception | LinkageError e) {
      call.end(null, null);
      throw e;
    }
  }

  /** Ends the spans now, or when the stage that the method returned is complete. */
  public void end(@Nullable Object returned, @Nullable Throwable thrown) throws Exception {
    operations.forEach(Operation::detach);
    while (!scopes.isEmpty()) {
      scopes.pop().close();
    }
    if (thrown == null && returned instanceof CompletionStage<?> stage && !operations.isEmpty()) {
      stage.whenComplete(this::endOperations);
    } else {
      endOperations(returned, thrown);
    }
  }

  private void open(TracedMethod method, Object[] arguments) {
    if (method.session() != null) {
      scopes.push(
          SessionScopes.openSession(
              text(arguments, method.idParameter()),
              method.session(),
              null,
              text(arguments, method.userParameter()),
              Map.of()));
    }
    if (method.path() != null) {
      scopes.push(SessionScopes.enterPath(method.path(), Map.of()));
    }
    if (method.agent() != null) {
      start(ManualLogger.agent(method.agent()), method.named(arguments));
    }
    if (method.tool() != null) {
      start(ManualLogger.tool(method.tool()), method.named(arguments));
    }
  }

  private void start(OperationBuilder operation, Map<String, Object> arguments) {
    operations.push(operation.arguments(arguments).start());
  }

  private void endOperations(@Nullable Object result, @Nullable Throwable thrown) {
    while (!operations.isEmpty()) {
      Operation operation = operations.pop();
      if (thrown != null) {
        operation.error(thrown);
      } else {
        operation.result(result);
      }
      operation.close();
    }
  }

  private static @Nullable String text(Object[] arguments, int index) {
    Object value = index < 0 ? null : arguments[index];
    return value == null ? null : value.toString();
  }

  private TracedCall() {}
}
