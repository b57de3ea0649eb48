package io.treeline.semconv;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Keys of the OpenInference conventions: one is emitted for other tools' sake, the rest are read.
 */
public final class OpenInferenceAttributes {

  /**
   * {@code LLM}, {@code EMBEDDING}, {@code TOOL}, {@code AGENT}, {@code CHAIN}, {@code RETRIEVER},
   * {@code RERANKER}, {@code GUARDRAIL}, {@code EVALUATOR}.
   */
  public static final AttributeKey<String> SPAN_KIND =
      AttributeKey.stringKey("openinference.span.kind");

  public static final AttributeKey<String> INPUT_VALUE = AttributeKey.stringKey("input.value");
  public static final AttributeKey<String> OUTPUT_VALUE = AttributeKey.stringKey("output.value");
  public static final AttributeKey<String> LLM_MODEL_NAME =
      AttributeKey.stringKey("llm.model_name");
  public static final AttributeKey<String> LLM_PROVIDER = AttributeKey.stringKey("llm.provider");
  public static final AttributeKey<String> LLM_SYSTEM = AttributeKey.stringKey("llm.system");
  public static final AttributeKey<Long> TOKEN_COUNT_PROMPT =
      AttributeKey.longKey("llm.token_count.prompt");
  public static final AttributeKey<Long> TOKEN_COUNT_COMPLETION =
      AttributeKey.longKey("llm.token_count.completion");
  public static final AttributeKey<Long> TOKEN_COUNT_CACHE_READ =
      AttributeKey.longKey("llm.token_count.prompt_details.cache_read");
  public static final AttributeKey<Long> TOKEN_COUNT_CACHE_WRITE =
      AttributeKey.longKey("llm.token_count.prompt_details.cache_write");
  public static final AttributeKey<Long> TOKEN_COUNT_REASONING =
      AttributeKey.longKey("llm.token_count.completion_details.reasoning");
  public static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("tool.name");
  public static final AttributeKey<String> TOOL_PARAMETERS =
      AttributeKey.stringKey("tool.parameters");

  private OpenInferenceAttributes() {}
}
