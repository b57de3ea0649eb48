package io.treeline.exporter.model;

import java.util.UUID;

/**
 * Spans for tests. Ids are random, so that tests can share a store; times are fixed.
 *
 * <pre>{@code
 * Span agent = TestSpans.agent("planner").session(session).at(0, 100).build();
 * Span call = TestSpans.llm("gpt-4o-mini").childOf(agent).at(10, 40).tokens(12, 5).cost("0.002").build();
 * Span tool = TestSpans.tool("lookup").childOf(agent).at(50, 60).error("timeout").build();
 * }</pre>
 */
public final class TestSpans {

  /** 2026-09-21T14:13:20Z: offset zero of {@link SpanBuilder#at}. */
  public static final long START_EPOCH_NANOS = 1_790_000_000_000_000_000L;

  private TestSpans() {}

  /**
   * A root span of kind OTHER in a trace of its own, from 0 to 10 ms, with nothing optional set.
   */
  public static SpanBuilder span() {
    return new SpanBuilder();
  }

  public static SpanBuilder llm(String model) {
    return span().name("chat " + model).operation(OperationKind.LLM).model(model);
  }

  public static SpanBuilder tool(String name) {
    return span().name("execute_tool " + name).operation(OperationKind.TOOL).toolName(name);
  }

  public static SpanBuilder agent(String name) {
    return span().name("invoke_agent " + name).operation(OperationKind.AGENT).agentName(name);
  }

  public static String randomTraceId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  public static String randomSpanId() {
    return randomTraceId().substring(16);
  }

  /** A value no other test uses. */
  public static String random(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }
}
