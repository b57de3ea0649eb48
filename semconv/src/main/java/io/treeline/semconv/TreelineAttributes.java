package io.treeline.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Our own attributes: only what no convention has a key for. All stand under {@code treeline.}.
 *
 * <p>Keys documented with a fixed set of values use lower snake case values.
 */
public final class TreelineAttributes {

  /** Session id that wins over {@code session.id}, which a browser agent may have set. */
  public static final AttributeKey<String> SESSION_ID =
      AttributeKey.stringKey("treeline.session.id");

  /** What kind of work the session is, such as {@code Customer Support - Password Reset}. */
  public static final AttributeKey<String> SESSION_NAME =
      AttributeKey.stringKey("treeline.session.name");

  /** Place in the path tree, such as {@code /support/password-reset/lookup}. */
  public static final AttributeKey<String> SESSION_PATH =
      AttributeKey.stringKey("treeline.session.path");

  /** Where the agent took the session id from: see {@link SessionIdSources}. */
  public static final AttributeKey<String> SESSION_ID_SOURCE =
      AttributeKey.stringKey("treeline.session.id_source");

  /** Prefix of custom properties; the rest of the key is the property's name. */
  public static final String PROPERTY_PREFIX = "treeline.property.";

  public static final AttributeKey<List<String>> TAGS =
      AttributeKey.stringArrayKey("treeline.tags");

  /**
   * Kind of operation where {@code gen_ai.operation.name} has no value for it: {@code vector_db},
   * {@code database}, {@code http}, {@code data}, {@code human}, {@code guardrail}, {@code
   * evaluator}, {@code memory}, {@code node}.
   */
  public static final AttributeKey<String> SPAN_KIND = AttributeKey.stringKey("treeline.span.kind");

  /**
   * True on a span that only stands around others, such as a step of a framework's chain: a view
   * may leave it out and show what is inside in its place.
   */
  public static final AttributeKey<Boolean> SPAN_WRAPPER =
      AttributeKey.booleanKey("treeline.span.wrapper");

  /** JSON: input of a manually logged operation that is no tool call. */
  public static final AttributeKey<String> INPUT = AttributeKey.stringKey("treeline.input");

  /** JSON: output of a manually logged operation that is no tool call. */
  public static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("treeline.output");

  /** True on a span no code ran for us to see: reconstructed from later evidence. */
  public static final AttributeKey<Boolean> INFERRED = AttributeKey.booleanKey("treeline.inferred");

  /** True on a tool span whose result says that it failed although nothing was thrown. */
  public static final AttributeKey<Boolean> TOOL_IS_ERROR =
      AttributeKey.booleanKey("treeline.tool.is_error");

  /** How the span of a stream ended: see {@link StreamEndings}. */
  public static final AttributeKey<String> STREAM_END =
      AttributeKey.stringKey("treeline.stream.end");

  /** True when content was cut at the configured limit. */
  public static final AttributeKey<Boolean> CONTENT_TRUNCATED =
      AttributeKey.booleanKey("treeline.content.truncated");

  // Decisions: on the LLM span that chose tools, or on an event of a span.
  public static final String DECISION_EVENT = "treeline.decision";

  /** {@code tool_select}, {@code route}, {@code handoff}, {@code stop} or the caller's own word. */
  public static final AttributeKey<String> DECISION_TYPE =
      AttributeKey.stringKey("treeline.decision.type");

  /** Names of what was on offer. */
  public static final AttributeKey<List<String>> DECISION_OFFERED =
      AttributeKey.stringArrayKey("treeline.decision.offered");

  /** Names of what was chosen, in order, repeated when chosen more than once. */
  public static final AttributeKey<List<String>> DECISION_CHOSEN =
      AttributeKey.stringArrayKey("treeline.decision.chosen");

  /**
   * JSON array of {@code {id, name, arguments}}, in the order of {@link #DECISION_CHOSEN}. Content.
   */
  public static final AttributeKey<String> DECISION_ARGUMENTS =
      AttributeKey.stringKey("treeline.decision.arguments");

  /** The text or reasoning that came with the choice. Content. */
  public static final AttributeKey<String> DECISION_RATIONALE =
      AttributeKey.stringKey("treeline.decision.rationale");

  // Retries and recovery.
  public static final String RETRY_EVENT = "treeline.retry";

  /** 0 is the first attempt. */
  public static final AttributeKey<Long> RETRY_ATTEMPT =
      AttributeKey.longKey("treeline.retry.attempt");

  public static final AttributeKey<Long> RETRY_MAX = AttributeKey.longKey("treeline.retry.max");

  /**
   * Why it was tried again, or something else instead: a status code, an exception's class or a
   * short text.
   */
  public static final AttributeKey<String> RETRY_REASON =
      AttributeKey.stringKey("treeline.retry.reason");

  public static final AttributeKey<Long> RETRY_BACKOFF_MILLIS =
      AttributeKey.longKey("treeline.retry.backoff_millis");

  /**
   * {@code retry}, {@code fallback_model}, {@code alternate_tool}, {@code ask_human}, {@code
   * abort}.
   */
  public static final AttributeKey<String> RECOVERY_STRATEGY =
      AttributeKey.stringKey("treeline.recovery.strategy");

  /** Whether what took the place of a failed attempt helped: see {@link RecoveryOutcomes}. */
  public static final AttributeKey<String> RECOVERY_OUTCOME =
      AttributeKey.stringKey("treeline.recovery.outcome");

  /** On a link of a span: what the linked span is to it, see {@link LinkTypes}. */
  public static final AttributeKey<String> LINK_TYPE = AttributeKey.stringKey("treeline.link.type");

  // Autonomy.
  /** 1 is the first. */
  public static final AttributeKey<Long> AGENT_ITERATION =
      AttributeKey.longKey("treeline.agent.iteration");

  public static final AttributeKey<Long> AGENT_MAX_ITERATIONS =
      AttributeKey.longKey("treeline.agent.max_iterations");

  /**
   * {@code final_answer}, {@code max_iterations}, {@code error}, {@code cancelled}, {@code human},
   * {@code tool_result} when a tool's result was the answer.
   */
  public static final AttributeKey<String> AGENT_STOP_REASON =
      AttributeKey.stringKey("treeline.agent.stop_reason");

  public static final AttributeKey<String> AGENT_PARENT_NAME =
      AttributeKey.stringKey("treeline.agent.parent.name");

  /** {@code sequence}, {@code loop}, {@code parallel}, {@code conditional}, {@code supervisor}. */
  public static final AttributeKey<String> AGENT_TOPOLOGY =
      AttributeKey.stringKey("treeline.agent.topology");

  public static final AttributeKey<String> HANDOFF_FROM =
      AttributeKey.stringKey("treeline.handoff.from");
  public static final AttributeKey<String> HANDOFF_TO =
      AttributeKey.stringKey("treeline.handoff.to");

  /** {@code approval}, {@code input}, {@code edit} or {@code takeover}. */
  public static final AttributeKey<String> HUMAN_TYPE =
      AttributeKey.stringKey("treeline.human.type");

  /**
   * {@code approved}, {@code rejected}, {@code modified}, {@code dismissed} (asked, not answered)
   * or {@code timeout}.
   */
  public static final AttributeKey<String> HUMAN_DECISION =
      AttributeKey.stringKey("treeline.human.decision");

  // Guardrails.
  /** {@code input}, {@code output}, {@code tool_input} or {@code tool_output}. */
  public static final AttributeKey<String> GUARDRAIL_TARGET =
      AttributeKey.stringKey("treeline.guardrail.target");

  /**
   * {@code passed}, {@code rewritten}, {@code failed}, {@code fatal}, {@code retry} or {@code
   * reprompt}: the last two send the model back to work.
   */
  public static final AttributeKey<String> GUARDRAIL_VERDICT =
      AttributeKey.stringKey("treeline.guardrail.verdict");

  /** Why the guardrail says so. Content. */
  public static final AttributeKey<String> GUARDRAIL_REASON =
      AttributeKey.stringKey("treeline.guardrail.reason");

  /** How many documents a retrieval or a ranking returned. */
  public static final AttributeKey<Long> RETRIEVAL_DOCUMENT_COUNT =
      AttributeKey.longKey("treeline.retrieval.document_count");

  /** Name of a step of a workflow that is a graph. */
  public static final AttributeKey<String> NODE_NAME = AttributeKey.stringKey("treeline.node.name");

  /** On a decision between the steps of a graph: the step whose end it follows. */
  public static final AttributeKey<String> EDGE_FROM = AttributeKey.stringKey("treeline.edge.from");

  /** Who gave a score: {@code human}, {@code llm} or {@code code}. */
  public static final AttributeKey<String> SCORE_SOURCE =
      AttributeKey.stringKey("treeline.score.source");

  /**
   * On what an exporter wrote to a file: all that it knows of a span, log record or score and that
   * the rest does not say, as JSON. Read by its import only.
   */
  public static final AttributeKey<String> EXPORT = AttributeKey.stringKey("treeline.export");

  private TreelineAttributes() {}
}
