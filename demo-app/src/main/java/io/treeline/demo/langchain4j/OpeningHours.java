package io.treeline.demo.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import io.treeline.demo.console.Console;
import java.util.concurrent.CompletableFuture;

/** Answers a question anybody may ask, streamed: no memory, no customer, no session id. */
public final class OpeningHours {

  private final FaqAssistant assistant;
  private final Console console;

  /** Answers general questions. */
  interface FaqAssistant {

    @SystemMessage("You answer general questions about the shop.")
    TokenStream answer(String question);
  }

  public OpeningHours(Models models, Console console) {
    this.assistant =
        AiServices.builder(FaqAssistant.class)
            .streamingChatModel(models.streaming("gpt-4o-mini"))
            .tools(new FaqTools(console))
            .build();
    this.console = console;
  }

  /** Answers one question. */
  public void run() {
    console.title("Opening hours (LangChain4j token stream, no session id)");
    String question = "When are you open?";
    console.step("customer", question);
    CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    StringBuilder text = new StringBuilder();
    assistant
        .answer(question)
        .onPartialResponse(text::append)
        .onCompleteResponse(done::complete)
        .onError(done::completeExceptionally)
        .start();
    done.join();
    console.step("stream", text.toString());
  }

  /** The questions that have been answered before. */
  static final class FaqTools {

    private final Console console;

    FaqTools(Console console) {
      this.console = console;
    }

    @Tool(name = "search_faq", value = "Searches the frequent questions")
    String search(@P(name = "topic", value = "in a few words") String topic) {
      console.step("tool", "search_faq " + topic);
      return "Opening hours: Monday to Friday 8-20, Saturday 9-14.";
    }
  }
}
