package io.treeline.javaagent.instrumentation.springai.boot;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.stereotype.Service;

/** Answers customers. */
@Service
public class SupportDesk {

  private final ChatClient client;

  public SupportDesk(ChatClient.Builder builder, ChatMemory memory, OrderTools tools) {
    client =
        builder
            .defaultSystem("You help customers.")
            .defaultTools(tools)
            .defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
            .build();
  }

  String answer(String customer, String question) {
    return client
        .prompt(question)
        .advisors(advisors -> advisors.param(ChatMemory.CONVERSATION_ID, customer))
        .call()
        .content();
  }
}
