package io.treeline.javaagent.instrumentation.dashscope;

/** The oldest supported version. */
class DashScopeOldestIT extends DashScopeContract {
  DashScopeOldestIT() {
    super("2.14.0");
  }
}
