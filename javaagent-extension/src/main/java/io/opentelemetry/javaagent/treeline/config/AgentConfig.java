package io.opentelemetry.javaagent.treeline.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of the settings. Immutable; {@link #current()} is the one the agent started with. */
public final class AgentConfig {

  private static final Set<String> NO_CONTENT = Set.of("false", "no_content", "none", "off");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|)");

  private static volatile AgentConfig current = of(key -> null);

  private final Map<AgentSetting, String> values;

  private AgentConfig(Map<AgentSetting, String> values) {
    this.values = values;
  }

  /**
   * Reads every setting.
   *
   * @param lookup gives the text set for a key; null when it is not set
   */
  public static AgentConfig of(Lookup lookup) {
    Map<AgentSetting, String> values = new EnumMap<>(AgentSetting.class);
    for (AgentSetting setting : AgentSetting.values()) {
      String text = lookup.get(setting.key());
      values.put(setting, text == null || text.isBlank() ? setting.defaultValue() : text.strip());
    }
    return new AgentConfig(values);
  }

  /** All defaults until the agent has read its configuration. */
  public static AgentConfig current() {
    return current;
  }

  /** Called once, by the customizer, before any instrumentation is installed. */
  public static void install(AgentConfig config) {
    current = config;
  }

  /**
   * Whether prompts, completions, tool arguments and results may be kept. The convention's values
   * that keep content anywhere ({@code SPAN_ONLY}, {@code EVENT_ONLY}, {@code SPAN_AND_EVENT})
   * count as yes.
   */
  public boolean captureContent() {
    return !NO_CONTENT.contains(text(AgentSetting.CAPTURE_CONTENT).toLowerCase(Locale.ROOT));
  }

  /** Whether only what agents need of the OpenTelemetry agent's instrumentations is wanted. */
  public boolean agentsOnly() {
    return text(AgentSetting.INSTRUMENTATION).equalsIgnoreCase("agents");
  }

  public boolean sessionPropagation() {
    return bool(AgentSetting.SESSION_PROPAGATION);
  }

  /** The value as text: what was set, or the default. */
  public String text(AgentSetting setting) {
    return values.getOrDefault(setting, setting.defaultValue());
  }

  /** True only for {@code true}, without regard to case. */
  public boolean bool(AgentSetting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  /** The number set; the default when the text is no whole number. */
  public int integer(AgentSetting setting) {
    try {
      return Integer.parseInt(text(setting));
    } catch (NumberFormatException e) {
      return Integer.parseInt(setting.defaultValue());
    }
  }

  /**
   * The duration set, such as {@code 500ms}, {@code 30s}, {@code 10m} or {@code 1h}, where a bare
   * number is milliseconds; the default when the text is none.
   */
  public Duration duration(AgentSetting setting) {
    Duration set = parseDuration(text(setting));
    return set != null ? set : requireNonNull(parseDuration(setting.defaultValue()));
  }

  private static @Nullable Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMillis(amount);
    };
  }

  /** Where texts come from. */
  @FunctionalInterface
  public interface Lookup {
    @Nullable String get(String key);
  }
}
