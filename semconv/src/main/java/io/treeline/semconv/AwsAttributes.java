package io.treeline.semconv;

import io.opentelemetry.api.common.AttributeKey;

/** Attributes of Amazon Bedrock; those under {@code aws.} are OpenTelemetry's. */
public final class AwsAttributes {

  public static final AttributeKey<String> BEDROCK_GUARDRAIL_ID =
      AttributeKey.stringKey("aws.bedrock.guardrail.id");

  /** Ours: OpenTelemetry has none. */
  public static final AttributeKey<String> BEDROCK_GUARDRAIL_VERSION =
      AttributeKey.stringKey("treeline.bedrock.guardrail.version");

  public static final AttributeKey<String> BEDROCK_AGENT_ID =
      AttributeKey.stringKey("aws.bedrock.agent.id");

  public static final AttributeKey<String> BEDROCK_KNOWLEDGE_BASE_ID =
      AttributeKey.stringKey("aws.bedrock.knowledge_base.id");

  /** Ours: which published version of an agent was asked. */
  public static final AttributeKey<String> BEDROCK_AGENT_ALIAS_ID =
      AttributeKey.stringKey("treeline.bedrock.agent.alias_id");

  /** Ours: what an agent remembers across sessions is kept under it. */
  public static final AttributeKey<String> BEDROCK_MEMORY_ID =
      AttributeKey.stringKey("treeline.bedrock.memory_id");

  /**
   * Ours: what a guardrail found, JSON as Bedrock traces it. Content, for it repeats what was
   * found.
   */
  public static final AttributeKey<String> BEDROCK_GUARDRAIL_TRACE =
      AttributeKey.stringKey("treeline.bedrock.guardrail.trace");

  private AwsAttributes() {}
}
