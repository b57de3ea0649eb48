package io.treeline.javaagent.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What {@link LoopbackModelServer} answers as an agent and a knowledge base of Amazon Bedrock. */
final class BedrockAgentAnswers {

  static final String RETRIEVED =
      """
      {"retrievalResults":[{"content":{"text":"Refunds take 5 days.","type":"TEXT"},"score":0.75,
      "location":{"type":"S3","s3Location":{"uri":"s3://docs/refunds.md"}}}]}""";

  static boolean isAgent(String path) {
    return path.startsWith("/agents/");
  }

  static boolean isRetrieval(String path) {
    return path.startsWith("/knowledgebases/");
  }

  /** Thinks, looks an order up, searches, hands over to another agent, answers. */
  static List<byte[]> conversation() {
    List<byte[]> events = new ArrayList<>();
    String asked =
        "\"modelInvocationInput\":{\"traceId\":\"t\",\"type\":\"ORCHESTRATION\","
            + "\"foundationModel\":\"claude-haiku\",\"text\":\"Where is my order?\"}";
    events.add(trace(null, asked));
    events.add(
        trace(
            null,
            "\"modelInvocationOutput\":{\"traceId\":\"t\",\"rawResponse\":{\"content\":\"Looking.\"},"
                + "\"metadata\":{\"usage\":{\"inputTokens\":21,\"outputTokens\":9}}}"));
    events.add(
        trace(null, "\"rationale\":{\"traceId\":\"t\",\"text\":\"The order must be looked up.\"}"));
    events.add(
        trace(
            null,
            "\"invocationInput\":{\"traceId\":\"t\",\"invocationType\":\"ACTION_GROUP\","
                + "\"actionGroupInvocationInput\":{\"actionGroupName\":\"orders\","
                + "\"function\":\"lookup_order\",\"invocationId\":\"i-1\",\"parameters\":"
                + "[{\"name\":\"orderId\",\"type\":\"string\",\"value\":\"A-17\"}]}}"));
    events.add(
        trace(
            null,
            "\"observation\":{\"traceId\":\"t\",\"type\":\"ACTION_GROUP\","
                + "\"actionGroupInvocationOutput\":{\"text\":\"{\\\"status\\\":\\\"lost\\\"}\"}}"));
    events.add(
        trace(
            null,
            "\"invocationInput\":{\"traceId\":\"t\",\"invocationType\":\"KNOWLEDGE_BASE\","
                + "\"knowledgeBaseLookupInput\":{\"knowledgeBaseId\":\"KB1\",\"text\":\"refunds\"}}"));
    events.add(
        trace(
            null,
            "\"observation\":{\"traceId\":\"t\",\"type\":\"KNOWLEDGE_BASE\","
                + "\"knowledgeBaseLookupOutput\":{\"retrievedReferences\":"
                + "[{\"content\":{\"text\":\"Refunds take 5 days.\"}}]}}"));
    events.add(
        trace(
            null,
            "\"invocationInput\":{\"traceId\":\"t\",\"invocationType\":\"AGENT_COLLABORATOR\","
                + "\"agentCollaboratorInvocationInput\":{\"agentCollaboratorName\":\"refunds\","
                + "\"input\":{\"type\":\"TEXT\",\"text\":\"Refund A-17\"}}}"));
    events.add(trace("refunds", asked));
    events.add(
        trace(
            "refunds",
            "\"modelInvocationOutput\":{\"traceId\":\"t\",\"metadata\":{\"usage\":"
                + "{\"inputTokens\":5,\"outputTokens\":2}}}"));
    events.add(
        trace(
            null,
            "\"observation\":{\"traceId\":\"t\",\"type\":\"AGENT_COLLABORATOR\","
                + "\"agentCollaboratorInvocationOutput\":{\"agentCollaboratorName\":\"refunds\","
                + "\"output\":{\"type\":\"TEXT\",\"text\":\"Refunded.\"}}}"));
    String answer =
        Base64.getEncoder().encodeToString("It is refunded.".getBytes(StandardCharsets.UTF_8));
    events.add(BedrockAnswers.event("chunk", "{\"bytes\":\"" + answer + "\"}"));
    return events;
  }

  private static byte[] trace(String collaborator, String step) {
    String by = collaborator == null ? "" : "\"collaboratorName\":\"" + collaborator + "\",";
    return BedrockAnswers.event(
        "trace",
        "{\"agentId\":\"AG1\",\"sessionId\":\"s-7\","
            + by
            + "\"trace\":{\"orchestrationTrace\":{"
            + step
            + "}}}");
  }

  private BedrockAgentAnswers() {}
}
