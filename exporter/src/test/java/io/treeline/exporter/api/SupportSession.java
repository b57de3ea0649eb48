package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanLink;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import java.util.List;
import java.util.Map;

/**
 * A support agent looks an order up, fails, tries again, has a sub-agent refund it, asks a person.
 *
 * <pre>
 * support-agent              0 - 1000
 *   chat                    10 -  200   chose lookup_order
 *   lookup_order           210 -  260   error
 *   lookup_order           300 -  380   attempt 1
 *   refund-agent           400 -  900
 *     chat                 410 -  500   unpriced
 *     approval             510 -  890   approved
 * </pre>
 */
public final class SupportSession {

  public static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public final String id;
  public final Span agent;
  public final Span chat;
  public final Span failed;
  public final Span again;
  public final Span refund;
  public final Span refundChat;
  public final Span approval;

  public SupportSession(String id) {
    this(id, TRACE);
  }

  public SupportSession(String id, String trace) {
    this.id = id;
    agent =
        TestSpans.agent("support-agent")
            .key(new SpanKey(trace, "00000000000000a1"))
            .session(id)
            .sessionName("Customer Support - Refund")
            .user("u-17")
            .property("tier", "gold")
            .service("support")
            .attribute("treeline.agent.iteration", 2)
            .attribute("treeline.agent.max_iterations", 5)
            .attribute("treeline.agent.stop_reason", "final_answer")
            .at(0, 1000)
            .build();
    chat = firstChat();
    failed =
        TestSpans.tool("lookup_order")
            .childOf(agent)
            .spanId("00000000000000a3")
            .error("TimeoutException")
            .statusMessage("no answer within 50 ms")
            .toolCallId("call_1")
            .toolCall("{\"order\": 4711}", null)
            .at(210, 260)
            .build();
    again =
        TestSpans.tool("lookup_order")
            .childOf(agent)
            .spanId("00000000000000a4")
            .attribute("treeline.retry.attempt", 1)
            .toolCallId("call_1")
            .toolCall("{\"order\": 4711}", "plain text")
            .at(300, 380)
            .build();
    refund =
        TestSpans.agent("refund-agent")
            .childOf(agent)
            .spanId("00000000000000a5")
            .at(400, 900)
            .build();
    refundChat =
        TestSpans.llm("house-model")
            .childOf(refund)
            .spanId("00000000000000a6")
            .operationName("chat")
            .tokens(50, 0)
            .at(410, 500)
            .build();
    approval =
        TestSpans.span()
            .name("human_intervention approval")
            .operation(OperationKind.HUMAN)
            .operationName("human_intervention")
            .childOf(refund)
            .spanId("00000000000000a7")
            .attribute("treeline.human.type", "approval")
            .attribute("treeline.human.decision", "approved")
            .at(510, 890)
            .build();
  }

  private Span firstChat() {
    return TestSpans.llm("gpt-4o-mini")
        .childOf(agent)
        .spanId("00000000000000a2")
        .operationName("chat")
        .kind(SpanKind.CLIENT)
        .model("gpt-4o-mini", "gpt-4o-mini-2024-07-18")
        .finishReasons("tool_calls")
        .usage(new TokenUsage(1200L, 300L, 800L, null, 64L))
        .cost("0.00123450")
        .timeToFirstChunkNanos(1_500_000)
        .attribute("treeline.decision.type", "tool_select")
        .attribute("treeline.decision.offered", JSON.arrayNode().add("lookup_order").add("refund"))
        .attribute("treeline.decision.chosen", JSON.arrayNode().add("lookup_order"))
        .attribute(
            "treeline.decision.arguments",
            "[{\"id\":\"call_1\",\"name\":\"lookup_order\",\"arguments\":{\"order\":4711}}]")
        .attribute("treeline.decision.rationale", "The order is needed first.")
        .event(
            new SpanEvent(
                TestSpans.START_EPOCH_NANOS + 20_000_001,
                "treeline.retry",
                Map.of("treeline.retry.reason", JSON.textNode("429"))))
        .link(new SpanLink(new SpanKey("a".repeat(32), "b".repeat(16)), Map.of()))
        .content(
            new Content(
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]",
                "[{\"score\": 1.10}]",
                null,
                null,
                null,
                null,
                null,
                null))
        .at(10, 200)
        .build();
  }

  public List<Span> spans() {
    return List.of(agent, chat, failed, again, refund, refundChat, approval);
  }

  public Span[] array() {
    return spans().toArray(Span[]::new);
  }
}
