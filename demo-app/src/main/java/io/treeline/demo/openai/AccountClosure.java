package io.treeline.demo.openai;

import com.openai.client.OpenAIClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import io.treeline.demo.backend.AccountDesk;
import io.treeline.demo.console.Console;

/**
 * Closes an account, and fails: a tool returns more than fits into the model's context, and the
 * provider refuses the next request.
 */
public final class AccountClosure {

  private final OpenAIClient client;
  private final AccountDesk accounts;
  private final Console console;

  public AccountClosure(OpenAIClient client, AccountDesk accounts, Console console) {
    this.client = client;
    this.accounts = accounts;
    this.console = console;
  }

  /** Serves one customer, in vain. */
  public void run() {
    console.title("Account closure (openai-java), which fails");
    console.step("customer", "Please close my account.");
    try {
      console.step("model", close());
    } catch (OpenAIServiceException e) {
      console.step("failed", "HTTP " + e.statusCode() + " " + e.getMessage());
    }
  }

  private String close() {
    ChatCompletionCreateParams.Builder conversation =
        ChatCompletionCreateParams.builder()
            .putAdditionalHeader("Helicone-Session-Id", "support-1002")
            .putAdditionalHeader("Helicone-Session-Name", "Customer Support - Account Closure")
            .putAdditionalHeader("Helicone-Session-Path", "/support/account-closure")
            .putAdditionalHeader("Helicone-User-Id", "tom")
            .model("gpt-4")
            .addSystemMessage("You close accounts.")
            .addUserMessage("Please close my account.")
            .addFunctionTool(
                Tools.tool("account_history", "All events of an account", "account_id"));
    while (true) {
      ChatCompletionMessage message =
          client.chat().completions().create(conversation.build()).choices().get(0).message();
      if (message.toolCalls().isEmpty()) {
        return message.content().orElse("");
      }
      conversation.addMessage(message);
      message
          .toolCalls()
          .get()
          .forEach(
              call -> {
                ChatCompletionMessageFunctionToolCall function = call.asFunction();
                String history = accounts.history("acc-17");
                console.step(
                    "tool", function.function().name() + ": " + history.length() + " chars");
                conversation.addMessage(
                    ChatCompletionToolMessageParam.builder()
                        .toolCallId(function.id())
                        .content(history)
                        .build());
              });
    }
  }
}
