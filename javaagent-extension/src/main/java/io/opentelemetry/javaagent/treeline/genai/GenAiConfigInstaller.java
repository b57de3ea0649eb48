package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import java.util.Map;

/** Reads {@link GenAiConfig} once the agent has merged its files, properties and environment. */
public final class GenAiConfigInstaller implements AutoConfigurationCustomizerProvider {

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    customizer.addPropertiesCustomizer(
        properties -> {
          GenAiConfig.install(GenAiConfig.read(properties));
          return Map.of();
        });
  }

  /** After those that change properties. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }
}
