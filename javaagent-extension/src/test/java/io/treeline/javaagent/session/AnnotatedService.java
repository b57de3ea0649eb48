package io.treeline.javaagent.session;

import io.treeline.api.annotation.SessionId;
import io.treeline.api.annotation.SessionUser;
import io.treeline.api.annotation.TracedAgent;
import io.treeline.api.annotation.TracedPath;
import io.treeline.api.annotation.TracedSession;
import io.treeline.api.annotation.TracedTool;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Annotated methods of every shape. */
class AnnotatedService implements Supplier<String> {

  void run() throws Exception {
    handle("s-annotated", "u-annotated", "where is my order?");
    try {
      failing();
      throw new AssertionError("the exception did not arrive");
    } catch (IllegalStateException expected) {
      if (!"no stock".equals(expected.getMessage())) {
        throw new AssertionError("another exception arrived", expected);
      }
    }
    Supplier<String> throughBridge = this;
    throughBridge.get();
    CompletableFuture<String> pending = new CompletableFuture<>();
    CompletableFuture<String> returned = later(pending);
    if (returned != pending) {
      throw new AssertionError("another future was returned");
    }
    SessionProgram.span("annotated-while-pending");
    pending.complete("done");
  }

  @TracedSession("Annotated")
  @TracedPath("/annotated")
  @TracedAgent("support")
  String handle(@SessionId String conversation, @SessionUser String user, String question) {
    if (count(new int[] {1, 2, 3}) != 3) {
      throw new AssertionError("a primitive was not returned");
    }
    nothing();
    return "shipped";
  }

  @TracedTool
  int count(int[] numbers) {
    return numbers.length;
  }

  @TracedTool("do_nothing")
  static void nothing() {}

  @Override
  @TracedTool("generic")
  public String get() {
    return "got";
  }

  @TracedTool
  void failing() {
    throw new IllegalStateException("no stock");
  }

  @TracedTool
  CompletableFuture<String> later(CompletableFuture<String> pending) {
    return pending;
  }
}
