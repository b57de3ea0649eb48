package io.treeline.javaagent.instrumentation.ollama4j;

import io.github.ollama4j.Ollama;
import io.github.ollama4j.agent.Agent;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatTokenHandler;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.generate.OllamaGenerateStreamObserver;
import io.github.ollama4j.models.request.ThinkMode;
import io.github.ollama4j.models.response.OllamaAsyncResultStreamer;
import io.github.ollama4j.tools.Tools;
import io.github.ollama4j.utils.OptionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What applications do with Ollama4j 1.1. */
public final class OllamaNewestProgram {

  private static final Tools.Tool LOOKUP =
      Tools.Tool.builder()
          .toolSpec(
              Tools.ToolSpec.builder()
                  .name("lookup_order")
                  .description("Looks an order up")
                  .parameters(
                      Tools.Parameters.of(
                          Map.of("orderId", Tools.Property.builder().type("string").build())))
                  .build())
          .toolFunction(arguments -> "shipped " + arguments.get("orderId"))
          .build();

  private OllamaNewestProgram() {}

  public static void main(String[] arguments) throws Exception {
    Ollama plain = new Ollama(arguments[0]);
    Ollama withTools = new Ollama(arguments[0]);
    withTools.registerTool(LOOKUP);
    withTools.setMaxChatToolCallRetries(2);

    seen("chat", plain.chat(hi("chat"), null).getResponseModel().getMessage().getResponse());
    seen("stream", stream(plain, "stream"));
    seen("tools", text(withTools, "tools", null));
    seen("greedy", text(withTools, "greedy", null));
    seen("tools-stream", text(withTools, "tools-stream", part -> {}));
    seen("callback", callback(plain));
    try {
      plain.chat(hi("error"), null);
    } catch (Exception e) {
      seen("error", e.getClass().getName());
    }
    seen(
        "generate",
        plain.generate(generation("generate"), null).getResponse()
            + plain
                .generate(
                    generation("generate-stream"),
                    new OllamaGenerateStreamObserver(part -> {}, part -> {}))
                .getResponse());
    OllamaAsyncResultStreamer async = plain.generateAsync("async", "Hi", false, ThinkMode.DISABLED);
    async.join();
    seen("async", async.getCompleteResponse());
    OllamaAsyncResultStreamer failing =
        plain.generateAsync("error-async", "Hi", false, ThinkMode.DISABLED);
    failing.join();
    seen("error-async", String.valueOf(failing.isSucceeded()));
    seen(
        "embed",
        plain.embed(new OllamaEmbedRequest("embed", List.of("Hi", "there"))).getEmbeddings());
    Agent agent =
        new Agent(
            "order-agent",
            new Ollama(arguments[0]),
            "tools-agent",
            "",
            new ArrayList<>(List.of(LOOKUP)));
    agent.interact("Where is A-17?", null);
    seen("agent", agent.interact("And now?", null).size());
  }

  private static String stream(Ollama ollama, String model) throws Exception {
    StringBuilder streamed = new StringBuilder();
    OllamaChatRequest request =
        OllamaChatRequest.builder()
            .withModel(model)
            .withMessage(OllamaChatMessageRole.SYSTEM, "Be brief.")
            .withMessage(OllamaChatMessageRole.USER, "Hi")
            .withOptions(
                new OptionsBuilder()
                    .setTemperature(0.5f)
                    .setTopP(0.9f)
                    .setTopK(7)
                    .setSeed(3)
                    .setNumPredict(100)
                    .setStop("END")
                    .build())
            .build();
    ollama.chat(request, part -> streamed.append(part.getMessage().getResponse()));
    return streamed.toString();
  }

  private static String text(Ollama ollama, String model, OllamaChatTokenHandler handler)
      throws Exception {
    OllamaChatRequest request = hi(model);
    request.setUseTools(true);
    return ollama.chat(request, handler).getResponseModel().getMessage().getResponse();
  }

  private static String callback(Ollama ollama) throws Exception {
    StringBuilder nested = new StringBuilder();
    ollama.chat(
        hi("callback"),
        part -> {
          if (nested.isEmpty()) {
            try {
              nested.append(
                  ollama.chat(hi("nested"), null).getResponseModel().getMessage().getResponse());
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        });
    return nested.toString();
  }

  private static OllamaGenerateRequest generation(String model) {
    return OllamaGenerateRequest.builder()
        .withModel(model)
        .withSystem("Be brief.")
        .withPrompt("Hi")
        .withThink(ThinkMode.HIGH)
        .build();
  }

  private static OllamaChatRequest hi(String model) {
    return OllamaChatRequest.builder()
        .withModel(model)
        .withMessage(OllamaChatMessageRole.USER, "Hi")
        .build();
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }
}
