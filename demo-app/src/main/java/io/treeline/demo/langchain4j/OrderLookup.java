package io.treeline.demo.langchain4j;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.tool.ToolErrorContext;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import io.treeline.demo.backend.Handbook;
import io.treeline.demo.backend.OrderDesk;
import io.treeline.demo.console.Console;
import java.util.Objects;

/**
 * Answers where an order is: two lookups at once, a tracking call that fails and is retried, a
 * forecast that is down and replaced by another tool, and a question to a sub-agent.
 */
public final class OrderLookup {

  private static final String CONVERSATION = "order-4711";

  private final OrderAssistant assistant;
  private final Console console;

  /** Answers questions about orders. */
  interface OrderAssistant {

    /** Answers within a conversation. */
    String answer(@MemoryId String conversation, @UserMessage String question);
  }

  /** Knows what parcel carriers allow. */
  interface CarrierSpecialist {

    String advise(String question);
  }

  public OrderLookup(Models models, OrderDesk orders, Console console) {
    this.console = console;
    CarrierSpecialist specialist =
        AiServices.builder(CarrierSpecialist.class)
            .chatModel(models.chat("gpt-4o-mini"))
            .systemMessage("You know the rules of parcel carriers.")
            .tools(new CarrierTools(orders, console))
            .build();
    this.assistant =
        AiServices.builder(OrderAssistant.class)
            .chatModel(models.chat("gpt-4o"))
            .systemMessage(Handbook.text() + "\nYou answer questions about orders.")
            .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(40))
            .tools(new OrderTools(orders, specialist, console))
            .executeToolsConcurrently()
            .toolExecutionErrorHandler(this::tellModel)
            .build();
  }

  /** Serves one customer. */
  public void run() {
    console.title("Order lookup (LangChain4j AI service, tools, sub-agent)");
    String question = "Where is my order 4711? I am away on Thursday.";
    console.step("customer", question);
    console.step("model", assistant.answer(CONVERSATION, question));
  }

  private ToolErrorHandlerResult tellModel(Throwable error, ToolErrorContext context) {
    String reason = Objects.requireNonNullElse(error.getMessage(), error.toString());
    console.step("tool", "failed: " + reason);
    return ToolErrorHandlerResult.text(reason);
  }
}
