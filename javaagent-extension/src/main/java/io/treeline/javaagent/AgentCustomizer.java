package io.treeline.javaagent;

import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.javaagent.treeline.genai.AdoptingSpanProcessor;
import io.opentelemetry.javaagent.treeline.genai.CorrectingSpanProcessor;
import io.opentelemetry.javaagent.treeline.session.SessionPropagator;
import io.opentelemetry.javaagent.treeline.session.SessionSpanProcessor;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import java.util.Map;

/** Called once when the agent starts: gives our defaults and puts sessions onto spans. */
public final class AgentCustomizer implements AutoConfigurationCustomizerProvider {

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    customizer
        .addPropertiesSupplier(AgentDefaults::read)
        .addPropertiesCustomizer(
            config -> {
              AgentConfig.install(AgentConfig.of(config::getString));
              return Map.of();
            })
        .addPropagatorCustomizer(
            (propagator, config) ->
                new SessionPropagator(propagator, AgentConfig.current().sessionPropagation()))
        .addTracerProviderCustomizer(
            (tracerProvider, config) ->
                tracerProvider
                    .addSpanProcessor(new SessionSpanProcessor())
                    .addSpanProcessor(new AdoptingSpanProcessor(AdoptedLibraries.adopters())))
        .addSpanProcessorCustomizer((processor, config) -> new CorrectingSpanProcessor(processor));
  }
}
