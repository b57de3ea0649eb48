package io.treeline.javaagent.instrumentation.bedrock;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockagentruntime.BedrockAgentRuntimeClient;
import software.amazon.awssdk.services.bedrockagentruntime.model.InvokeAgentResponseHandler;
import software.amazon.awssdk.utils.AttributeMap;

/** Asks an agent, and a knowledge base. */
public final class BedrockAgentProgram {

  public static void main(String[] arguments) {
    URI server = URI.create(arguments[0]);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
    BedrockAgentRuntimeAsyncClient async =
        BedrockAgentRuntimeAsyncClient.builder()
            .endpointOverride(server)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClient(
                ServiceLoader.load(SdkAsyncHttpService.class)
                    .findFirst()
                    .orElseThrow()
                    .createAsyncHttpClientFactory()
                    .buildWithDefaults(
                        AttributeMap.builder()
                            .put(SdkHttpConfigurationOption.PROTOCOL, Protocol.HTTP1_1)
                            .build()))
            .build();
    StringBuilder answer = new StringBuilder();
    async
        .invokeAgent(
            r ->
                r.agentId("AG1")
                    .agentAliasId("TSTALIASID")
                    .sessionId("s-7")
                    .memoryId("m-1")
                    .enableTrace(true)
                    .inputText("Where is my order?"),
            InvokeAgentResponseHandler.builder()
                .subscriber(
                    InvokeAgentResponseHandler.Visitor.builder()
                        .onChunk(
                            chunk -> answer.append(chunk.bytes().asString(StandardCharsets.UTF_8)))
                        .build())
                .build())
        .join();
    System.out.println("ANSWER " + answer);
    BedrockAgentRuntimeClient client =
        BedrockAgentRuntimeClient.builder()
            .endpointOverride(server)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    int found =
        client
            .retrieve(r -> r.knowledgeBaseId("KB2").retrievalQuery(q -> q.text("refunds")))
            .retrievalResults()
            .size();
    System.out.println("FOUND " + found);
    System.exit(0);
  }

  private BedrockAgentProgram() {}
}
