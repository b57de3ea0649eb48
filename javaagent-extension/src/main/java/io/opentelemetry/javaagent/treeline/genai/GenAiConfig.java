package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.javaagent.treeline.config.AgentSetting;
import java.time.Duration;

/**
 * What may be captured, and how much of it: the GenAI part of {@link AgentConfig}, read once.
 *
 * @param captureContent prompts, answers, tool arguments and results; when false they are not even
 *     read
 * @param maxContentLength characters of one string that are kept; the rest is cut, visibly
 * @param streamIdleLimit a stream of which nothing is read for so long after its last event counts
 *     as abandoned
 * @param stripHeliconeHeaders whether {@code Helicone-*} session headers stay home
 */
public record GenAiConfig(
    boolean captureContent,
    int maxContentLength,
    Duration streamIdleLimit,
    boolean stripHeliconeHeaders) {

  private static volatile Reading latest = read(AgentConfig.current());

  /** The settings in force; defaults until the agent has read its configuration. */
  public static GenAiConfig get() {
    AgentConfig source = AgentConfig.current();
    Reading reading = latest;
    if (reading.source != source) {
      reading = read(source);
      latest = reading;
    }
    return reading.config;
  }

  private static Reading read(AgentConfig source) {
    return new Reading(
        source,
        new GenAiConfig(
            source.captureContent(),
            Math.max(0, source.integer(AgentSetting.MAX_CONTENT_LENGTH)),
            source.duration(AgentSetting.STREAM_IDLE_LIMIT),
            source.bool(AgentSetting.STRIP_HELICONE_HEADERS)));
  }

  private record Reading(AgentConfig source, GenAiConfig config) {}
}
