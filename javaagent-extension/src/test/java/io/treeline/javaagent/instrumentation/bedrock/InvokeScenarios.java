package io.treeline.javaagent.instrumentation.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;

/** Models invoked with bodies of their own. */
final class InvokeScenarios {

  private static final Map<String, String> BODIES = new LinkedHashMap<>();

  static {
    BODIES.put(
        "us.anthropic.claude-3-5-sonnet-v2:0",
        """
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":100,"system":"Be brief.",
        "messages":[{"role":"user","content":"Hi"}]}""");
    BODIES.put(
        "eu.anthropic.claude-haiku-4-5-v1:0",
        """
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":100,
        "messages":[{"role":"user","content":"Where is A-17?"}],
        "tools":[{"name":"lookup_order","description":"Looks an order up",
        "input_schema":{"type":"object"}}]}""");
    BODIES.put(
        "amazon.nova-lite-v1:0",
        """
        {"schemaVersion":"messages-v1","system":[{"text":"Be brief."}],
        "messages":[{"role":"user","content":[{"text":"Hi"}]}],
        "inferenceConfig":{"maxTokens":100}}""");
    BODIES.put(
        "amazon.titan-text-express-v1",
        """
        {"inputText":"Hi","textGenerationConfig":{"maxTokenCount":100,"temperature":0.5}}""");
    BODIES.put("meta.llama3-8b-instruct-v1:0", "{\"prompt\":\"Hi\",\"max_gen_len\":100}");
    BODIES.put("mistral.mistral-7b-instruct-v0:2", "{\"prompt\":\"Hi\",\"max_tokens\":100}");
    BODIES.put(
        "cohere.command-r-v1:0",
        """
        {"message":"Hi","chat_history":[{"role":"USER","message":"Before"}],"max_tokens":100,
        "tools":[{"name":"lookup_order","description":"Looks an order up"}]}""");
    BODIES.put(
        "mistral.mistral-large-2407-v1:0",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":100}");
    BODIES.put("amazon.titan-embed-text-v2:0", "{\"inputText\":\"Hi\",\"dimensions\":256}");
    BODIES.put(
        "cohere.embed-english-v3", "{\"texts\":[\"Hi\"],\"input_type\":\"search_document\"}");
  }

  static String run(BedrockRuntimeClient client, BedrockRuntimeAsyncClient async) {
    List<String> seen = new ArrayList<>();
    BODIES.forEach(
        (model, body) ->
            seen.add(
                client
                    .invokeModel(r -> r.modelId(model).body(SdkBytes.fromUtf8String(body)))
                    .body()
                    .asUtf8String()
                    .strip()));
    for (String family :
        List.of("claude-3", "claude-haiku", "nova", "titan-text", "llama", "mistral-7b")) {
      String model =
          BODIES.keySet().stream().filter(name -> name.contains(family)).findFirst().orElseThrow();
      seen.add(streamed(async, model, BODIES.get(model)));
    }
    return String.join(" ", seen);
  }

  private static String streamed(BedrockRuntimeAsyncClient async, String model, String body) {
    StringBuilder chunks = new StringBuilder();
    InvokeModelWithResponseStreamResponseHandler handler =
        InvokeModelWithResponseStreamResponseHandler.builder()
            .subscriber(
                InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
                    .onChunk(part -> chunks.append(part.bytes().asString(StandardCharsets.UTF_8)))
                    .build())
            .build();
    async
        .invokeModelWithResponseStream(
            r -> r.modelId(model).body(SdkBytes.fromUtf8String(body)), handler)
        .join();
    return chunks.toString();
  }

  private InvokeScenarios() {}
}
