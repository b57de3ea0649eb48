package io.treeline.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The OpenTelemetry GenAI attributes we emit or read. */
public final class GenAiAttributes {

  public static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("gen_ai.operation.name");
  public static final AttributeKey<String> PROVIDER_NAME =
      AttributeKey.stringKey("gen_ai.provider.name");

  /** Deprecated name of {@link #PROVIDER_NAME}; read, never emitted. */
  public static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("gen_ai.system");

  public static final AttributeKey<String> CONVERSATION_ID =
      AttributeKey.stringKey("gen_ai.conversation.id");
  public static final AttributeKey<String> OUTPUT_TYPE =
      AttributeKey.stringKey("gen_ai.output.type");

  public static final AttributeKey<String> REQUEST_MODEL =
      AttributeKey.stringKey("gen_ai.request.model");
  public static final AttributeKey<Double> REQUEST_TEMPERATURE =
      AttributeKey.doubleKey("gen_ai.request.temperature");
  public static final AttributeKey<Double> REQUEST_TOP_P =
      AttributeKey.doubleKey("gen_ai.request.top_p");
  public static final AttributeKey<Long> REQUEST_TOP_K =
      AttributeKey.longKey("gen_ai.request.top_k");
  public static final AttributeKey<Double> REQUEST_FREQUENCY_PENALTY =
      AttributeKey.doubleKey("gen_ai.request.frequency_penalty");
  public static final AttributeKey<Double> REQUEST_PRESENCE_PENALTY =
      AttributeKey.doubleKey("gen_ai.request.presence_penalty");
  public static final AttributeKey<Long> REQUEST_MAX_TOKENS =
      AttributeKey.longKey("gen_ai.request.max_tokens");
  public static final AttributeKey<Long> REQUEST_SEED = AttributeKey.longKey("gen_ai.request.seed");

  /** Set only when it is not 1. */
  public static final AttributeKey<Long> REQUEST_CHOICE_COUNT =
      AttributeKey.longKey("gen_ai.request.choice.count");

  public static final AttributeKey<List<String>> REQUEST_STOP_SEQUENCES =
      AttributeKey.stringArrayKey("gen_ai.request.stop_sequences");
  public static final AttributeKey<List<String>> REQUEST_ENCODING_FORMATS =
      AttributeKey.stringArrayKey("gen_ai.request.encoding_formats");

  /** Set only when true. */
  public static final AttributeKey<Boolean> REQUEST_STREAM =
      AttributeKey.booleanKey("gen_ai.request.stream");

  public static final AttributeKey<String> REQUEST_REASONING_LEVEL =
      AttributeKey.stringKey("gen_ai.request.reasoning.level");
  public static final AttributeKey<String> REQUEST_PREVIOUS_RESPONSE_ID =
      AttributeKey.stringKey("gen_ai.request.previous_response.id");

  public static final AttributeKey<String> RESPONSE_ID =
      AttributeKey.stringKey("gen_ai.response.id");
  public static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  public static final AttributeKey<List<String>> RESPONSE_FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  /** Seconds. */
  public static final AttributeKey<Double> RESPONSE_TIME_TO_FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");

  /** Includes cached tokens. */
  public static final AttributeKey<Long> USAGE_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");

  /** Includes reasoning tokens. */
  public static final AttributeKey<Long> USAGE_OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");

  /** Part of {@link #USAGE_INPUT_TOKENS}. */
  public static final AttributeKey<Long> USAGE_CACHE_READ_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");

  /** Part of {@link #USAGE_INPUT_TOKENS}. The name every backend reads today; emitted. */
  public static final AttributeKey<Long> USAGE_CACHE_CREATION_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");

  /** The later name of {@link #USAGE_CACHE_CREATION_INPUT_TOKENS}; read. */
  public static final AttributeKey<Long> USAGE_CACHE_WRITE_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_write.input_tokens");

  /** Part of {@link #USAGE_OUTPUT_TOKENS}. */
  public static final AttributeKey<Long> USAGE_REASONING_OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");

  /** Deprecated name of {@link #USAGE_INPUT_TOKENS}; read, never emitted. */
  public static final AttributeKey<Long> USAGE_PROMPT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.prompt_tokens");

  /** Deprecated name of {@link #USAGE_OUTPUT_TOKENS}; read, never emitted. */
  public static final AttributeKey<Long> USAGE_COMPLETION_TOKENS =
      AttributeKey.longKey("gen_ai.usage.completion_tokens");

  /** JSON text on our spans; AnyValue from others. */
  public static final AttributeKey<String> INPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.input.messages");

  public static final AttributeKey<String> OUTPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.output.messages");
  public static final AttributeKey<String> SYSTEM_INSTRUCTIONS =
      AttributeKey.stringKey("gen_ai.system_instructions");
  public static final AttributeKey<String> TOOL_DEFINITIONS =
      AttributeKey.stringKey("gen_ai.tool.definitions");

  public static final AttributeKey<String> PROMPT_NAME =
      AttributeKey.stringKey("gen_ai.prompt.name");
  public static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("gen_ai.tool.name");
  public static final AttributeKey<String> TOOL_DESCRIPTION =
      AttributeKey.stringKey("gen_ai.tool.description");

  /** {@code function}, {@code extension} or {@code datastore}. */
  public static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");

  public static final AttributeKey<String> TOOL_CALL_ID =
      AttributeKey.stringKey("gen_ai.tool.call.id");

  /** A JSON object. */
  public static final AttributeKey<String> TOOL_CALL_ARGUMENTS =
      AttributeKey.stringKey("gen_ai.tool.call.arguments");

  public static final AttributeKey<String> TOOL_CALL_RESULT =
      AttributeKey.stringKey("gen_ai.tool.call.result");

  public static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("gen_ai.agent.name");
  public static final AttributeKey<String> AGENT_ID = AttributeKey.stringKey("gen_ai.agent.id");
  public static final AttributeKey<String> AGENT_DESCRIPTION =
      AttributeKey.stringKey("gen_ai.agent.description");
  public static final AttributeKey<String> AGENT_VERSION =
      AttributeKey.stringKey("gen_ai.agent.version");
  public static final AttributeKey<String> WORKFLOW_NAME =
      AttributeKey.stringKey("gen_ai.workflow.name");

  public static final AttributeKey<Long> EMBEDDINGS_DIMENSION_COUNT =
      AttributeKey.longKey("gen_ai.embeddings.dimension.count");
  public static final AttributeKey<String> DATA_SOURCE_ID =
      AttributeKey.stringKey("gen_ai.data_source.id");
  public static final AttributeKey<String> RETRIEVAL_QUERY_TEXT =
      AttributeKey.stringKey("gen_ai.retrieval.query.text");
  public static final AttributeKey<String> RETRIEVAL_DOCUMENTS =
      AttributeKey.stringKey("gen_ai.retrieval.documents");
  public static final AttributeKey<Long> RETRIEVAL_TOP_K =
      AttributeKey.longKey("gen_ai.retrieval.top_k");

  public static final AttributeKey<String> EVALUATION_NAME =
      AttributeKey.stringKey("gen_ai.evaluation.name");
  public static final AttributeKey<Double> EVALUATION_SCORE_VALUE =
      AttributeKey.doubleKey("gen_ai.evaluation.score.value");
  public static final AttributeKey<String> EVALUATION_SCORE_LABEL =
      AttributeKey.stringKey("gen_ai.evaluation.score.label");
  public static final AttributeKey<String> EVALUATION_EXPLANATION =
      AttributeKey.stringKey("gen_ai.evaluation.explanation");

  /** Name of the event that carries an evaluation. */
  public static final String EVALUATION_RESULT_EVENT = "gen_ai.evaluation.result";

  /** Name of the event that carries all messages of a model call. */
  public static final String INFERENCE_DETAILS_EVENT = "gen_ai.client.inference.operation.details";

  /** Name of the event with one system message; deprecated by the conventions, still sent. */
  public static final String SYSTEM_MESSAGE_EVENT = "gen_ai.system.message";

  /** As {@link #SYSTEM_MESSAGE_EVENT}, of the user. */
  public static final String USER_MESSAGE_EVENT = "gen_ai.user.message";

  /** As {@link #SYSTEM_MESSAGE_EVENT}, of the model in an earlier call. */
  public static final String ASSISTANT_MESSAGE_EVENT = "gen_ai.assistant.message";

  /** As {@link #SYSTEM_MESSAGE_EVENT}, with the result of a tool. */
  public static final String TOOL_MESSAGE_EVENT = "gen_ai.tool.message";

  /** As {@link #SYSTEM_MESSAGE_EVENT}, with one answer of the model. */
  public static final String CHOICE_EVENT = "gen_ai.choice";

  public static final AttributeKey<String> OPENAI_REQUEST_SERVICE_TIER =
      AttributeKey.stringKey("openai.request.service_tier");
  public static final AttributeKey<String> OPENAI_RESPONSE_SERVICE_TIER =
      AttributeKey.stringKey("openai.response.service_tier");
  public static final AttributeKey<String> OPENAI_RESPONSE_SYSTEM_FINGERPRINT =
      AttributeKey.stringKey("openai.response.system_fingerprint");
  public static final AttributeKey<String> OPENAI_API_TYPE =
      AttributeKey.stringKey("openai.api.type");

  public static final AttributeKey<String> ANTHROPIC_RESPONSE_SERVICE_TIER =
      AttributeKey.stringKey("anthropic.response.service_tier");

  /** Part of {@link #USAGE_CACHE_CREATION_INPUT_TOKENS}: kept for five minutes. */
  public static final AttributeKey<Long> ANTHROPIC_CACHE_CREATION_5M_INPUT_TOKENS =
      AttributeKey.longKey("anthropic.usage.cache_creation.ephemeral_5m_input_tokens");

  /** Part of {@link #USAGE_CACHE_CREATION_INPUT_TOKENS}: kept for an hour. */
  public static final AttributeKey<Long> ANTHROPIC_CACHE_CREATION_1H_INPUT_TOKENS =
      AttributeKey.longKey("anthropic.usage.cache_creation.ephemeral_1h_input_tokens");

  /** Searches the provider made itself, which it bills by the piece. */
  public static final AttributeKey<Long> ANTHROPIC_WEB_SEARCH_REQUESTS =
      AttributeKey.longKey("anthropic.usage.server_tool_use.web_search_requests");

  /** Names the call to the provider's support. */
  public static final AttributeKey<String> ANTHROPIC_REQUEST_ID =
      AttributeKey.stringKey("anthropic.request.id");

  public static final AttributeKey<String> ANTHROPIC_ORGANIZATION_ID =
      AttributeKey.stringKey("anthropic.organization.id");
  public static final AttributeKey<String> ANTHROPIC_WORKSPACE_ID =
      AttributeKey.stringKey("anthropic.workspace.id");

  private GenAiAttributes() {}
}
