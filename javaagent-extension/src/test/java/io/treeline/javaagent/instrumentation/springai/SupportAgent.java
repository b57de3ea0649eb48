package io.treeline.javaagent.instrumentation.springai;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

/** A component of an application, as Spring AI's guides write it. */
final class SupportAgent {

  private final ChatClient client;

  SupportAgent(String model, Function<Map<String, Object>, Object> lookupOrder) {
    ToolCallback tool =
        FunctionToolCallback.builder("lookup_order", lookupOrder)
            .description("Looks an order up")
            .inputType(Map.class)
            .inputSchema("{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"}}}")
            .build();
    client =
        ChatClient.builder(OpenAiModels.chat(model))
            .defaultSystem("You help customers.")
            .defaultToolCallbacks(tool)
            .defaultAdvisors(
                MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build())
            .build();
  }

  String answer(String conversation, String question) {
    return client
        .prompt()
        .user(question)
        .advisors(spec -> spec.param(ChatMemory.CONVERSATION_ID, conversation))
        .call()
        .content();
  }

  List<String> stream(String conversation, String question) {
    return client
        .prompt()
        .user(question)
        .advisors(spec -> spec.param(ChatMemory.CONVERSATION_ID, conversation))
        .stream()
        .content()
        .collectList()
        .block();
  }
}
