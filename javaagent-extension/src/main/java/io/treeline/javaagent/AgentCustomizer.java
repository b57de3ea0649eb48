package io.treeline.javaagent;

import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.javaagent.treeline.config.AgentSetting;
import io.opentelemetry.javaagent.treeline.genai.AdoptingSpanProcessor;
import io.opentelemetry.javaagent.treeline.genai.CorrectingSpanProcessor;
import io.opentelemetry.javaagent.treeline.session.SessionPropagator;
import io.opentelemetry.javaagent.treeline.session.SessionSpanProcessor;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import java.util.HashMap;
import java.util.Map;

/** Called once when the agent starts: gives our defaults and puts sessions onto spans. */
public final class AgentCustomizer implements AutoConfigurationCustomizerProvider {

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    customizer
        .addPropertiesSupplier(AgentDefaults::read)
        .addPropertiesCustomizer(AgentCustomizer::configure)
        .addPropagatorCustomizer(
            (propagator, config) ->
                new SessionPropagator(propagator, AgentConfig.current().sessionPropagation()))
        .addTracerProviderCustomizer((provider, config) -> addProcessors(provider, config))
        .addSpanProcessorCustomizer((processor, config) -> new CorrectingSpanProcessor(processor));
  }

  private static Map<String, String> configure(ConfigProperties config) {
    AgentConfig.install(AgentConfig.of(config::getString));
    return InstrumentationSet.settings(config);
  }

  private static SdkTracerProviderBuilder addProcessors(
      SdkTracerProviderBuilder provider, ConfigProperties config) {
    AgentReport.get().started(AgentConfig.current().agentsOnly());
    if (AgentConfig.current().bool(AgentSetting.REPORT)) {
      AgentReport.get().printAtExit(settingsInForce(config));
      provider.addSpanProcessor(AgentReport.get().spans());
    }
    return provider
        .addSpanProcessor(new SessionSpanProcessor())
        .addSpanProcessor(new AdoptingSpanProcessor(AdoptedLibraries.adopters()));
  }

  /** Ours, and those of the OpenTelemetry agent that most often explain why spans are missing. */
  private static Map<String, String> settingsInForce(ConfigProperties config) {
    Map<String, String> settings = new HashMap<>();
    for (AgentSetting setting : AgentSetting.values()) {
      settings.put(setting.key(), AgentConfig.current().text(setting));
    }
    for (String key :
        new String[] {
          "otel.exporter.otlp.endpoint",
          "otel.exporter.otlp.protocol",
          "otel.exporter.otlp.traces.endpoint",
          "otel.exporter.otlp.traces.protocol",
          "otel.instrumentation.common.default-enabled",
          "otel.instrumentation.treeline.enabled",
          "otel.logs.exporter",
          "otel.metrics.exporter",
          "otel.propagators",
          "otel.resource.attributes",
          "otel.service.name",
          "otel.traces.exporter",
          "otel.traces.sampler",
          "otel.traces.sampler.arg"
        }) {
      String value = config.getString(key);
      if (value != null) {
        // Credentials may stand before the host.
        settings.put(key, value.replaceAll("//[^/@]*@", "//***@"));
      }
    }
    return settings;
  }
}
