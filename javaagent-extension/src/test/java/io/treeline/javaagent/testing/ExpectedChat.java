package io.treeline.javaagent.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a span has to say of a call that {@link LoopbackModelServer} answered. */
public final class ExpectedChat {

  /**
   * All attributes of the chat that asked "Hi" without parameters, but for those of the thread and
   * what only one library tells. To be added to.
   */
  public static Map<String, Object> answered(String model, int port) {
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("gen_ai.operation.name", "chat");
    attributes.put("gen_ai.provider.name", "openai");
    attributes.put("gen_ai.request.model", model);
    attributes.put("gen_ai.response.id", "chatcmpl-" + model);
    attributes.put("gen_ai.response.model", model + "-2026");
    attributes.put("gen_ai.response.finish_reasons", List.of("stop"));
    attributes.put("gen_ai.usage.input_tokens", 21L);
    attributes.put("gen_ai.usage.output_tokens", 9L);
    attributes.put("gen_ai.usage.cache_read.input_tokens", 8L);
    attributes.put("gen_ai.usage.reasoning.output_tokens", 4L);
    attributes.put(
        "gen_ai.input.messages",
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]");
    attributes.put("gen_ai.output.messages", answer("Hello from " + model));
    attributes.put("openai.response.service_tier", "default");
    attributes.put("openai.response.system_fingerprint", "fp_1");
    attributes.put("openinference.span.kind", "LLM");
    attributes.put("server.address", "127.0.0.1");
    attributes.put("server.port", (long) port);
    return attributes;
  }

  /** Output messages of an answer that is one text. */
  public static String answer(String text) {
    return "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + text
        + "\"}],\"finish_reason\":\"stop\"}]";
  }

  private ExpectedChat() {}
}
