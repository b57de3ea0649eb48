package io.treeline.demo.langchain4j;

import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.workflow.HumanInTheLoop;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import io.treeline.demo.backend.AddressDesk;
import io.treeline.demo.backend.Handbook;
import io.treeline.demo.console.Console;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Sends parcels elsewhere: the same eight customers, served with two versions of the instructions.
 *
 * <p>The check of addresses fails often. With the first version the agent repeats calls, asks an
 * expensive expert, waits in a loop and gives up; with the second it looks up more, guesses less
 * and asks a person. The version travels as a property in a header of the model calls.
 */
public final class AddressChange {

  private static final List<Customer> CUSTOMERS =
      List.of(
          new Customer("5001", "anna", "Seilerstrasse 4, 20359 Hamburg"),
          new Customer("5002", "ben", "Lange Reihe 12, 20095 Hamburg"),
          new Customer("5003", "carla", "Storgata 7, 0155 Oslo"),
          new Customer("5004", "dora", "Wohlwillstrasse 20, 20359 Hamburg"),
          new Customer("5005", "emil", "Osterstr. 9/II li, 20259 Hamburg"),
          new Customer("5006", "fatima", "Am Neubau 1, 21129 Hamburg"),
          new Customer("5007", "gero", "Koppel 40, 20095 Hamburg"),
          new Customer("5008", "hanna", "Paulinenallee 3, 20359 Hamburg"));

  private final Models models;
  private final Console console;

  /** Changes the addresses of orders. */
  interface AddressAssistant {

    /** Answers within a conversation. */
    String answer(@MemoryId String conversation, @UserMessage String request);
  }

  /** Knows how addresses are written. */
  interface PostalExpert {

    String advise(String question);
  }

  private record Customer(String order, String user, String address) {}

  /** The instructions, as they were and as they are. */
  private enum Prompt {
    V1 {
      @Override
      String instructions(Customer customer) {
        // What differs from customer to customer comes first, so that nothing after it is cached.
        return "The customer is " + customer.user() + ".\n" + Handbook.text() + "\n" + TASK;
      }
    },
    V2 {
      @Override
      String instructions(Customer customer) {
        return Handbook.text()
            + "\n"
            + TASK
            + " Before you check an address, look up the postcode. Write house numbers without the"
            + " flat. Ask the warehouse once. When no service knows a street, ask the dispatcher."
            + "\nThe customer writes below.";
      }
    };

    private static final String TASK = "You change delivery addresses.";

    abstract String instructions(Customer customer);
  }

  public AddressChange(Models models, Console console) {
    this.models = models;
    this.console = console;
  }

  /** Serves all customers with the first version of the instructions, then with the second. */
  public void run() {
    for (Prompt prompt : Prompt.values()) {
      console.title("Address changes (LangChain4j AI service), instructions " + prompt);
      for (Customer customer : CUSTOMERS) {
        serve(customer, prompt);
      }
    }
  }

  private void serve(Customer customer, Prompt prompt) {
    String request =
        "Order " + customer.order() + ": please deliver to " + customer.address() + " instead.";
    console.step("customer", request);
    String conversation = "address-" + prompt.name().toLowerCase(Locale.ROOT);
    console.step(
        "model",
        assistant(customer, prompt).answer(conversation + "-" + customer.order(), request));
  }

  private AddressAssistant assistant(Customer customer, Prompt prompt) {
    AddressDesk desk = new AddressDesk();
    Map<String, String> headers =
        Map.of(
            "Helicone-Session-Name", "Customer Support - Address Change",
            "Helicone-User-Id", customer.user(),
            "Helicone-Property-Prompt-Version", prompt.name());
    ChatModel model = models.chat("gpt-4o-mini", headers);
    return AiServices.builder(AddressAssistant.class)
        .chatModel(model)
        .systemMessage(prompt.instructions(customer))
        .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(40))
        .tools(new AddressTools(desk, expert(desk), dispatcher(desk), console))
        .executeToolsConcurrently()
        .toolExecutionErrorHandler(
            (error, context) -> {
              String reason = Objects.requireNonNullElse(error.getMessage(), error.toString());
              console.step("tool", "failed: " + reason);
              return ToolErrorHandlerResult.text(reason);
            })
        .build();
  }

  private PostalExpert expert(AddressDesk desk) {
    return AiServices.builder(PostalExpert.class)
        .chatModel(models.chat("o1"))
        .systemMessage("You know how addresses are written.")
        .tools(new AddressTools.Guide(desk, console))
        .build();
  }

  private UntypedAgent dispatcher(AddressDesk desk) {
    HumanInTheLoop dispatcher =
        AgenticServices.humanInTheLoopBuilder()
            .description("Asks the dispatcher whether we deliver to an address")
            .outputKey("answer")
            .responseProvider(scope -> desk.askDispatcher(scope.readState("question", "")))
            .build();
    return AgenticServices.sequenceBuilder()
        .name("dispatcher")
        .subAgents(dispatcher)
        .outputKey("answer")
        .build();
  }
}
