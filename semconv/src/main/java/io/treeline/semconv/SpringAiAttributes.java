package io.treeline.semconv;

import io.opentelemetry.api.common.AttributeKey;

/** Keys of Spring AI's own observations that no convention has. */
public final class SpringAiAttributes {

  public static final AttributeKey<String> ADVISOR_NAME =
      AttributeKey.stringKey("spring.ai.advisor.name");

  /** Lower runs earlier. */
  public static final AttributeKey<Long> ADVISOR_ORDER =
      AttributeKey.longKey("spring.ai.advisor.order");

  private SpringAiAttributes() {}
}
