package io.treeline.demo.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import io.treeline.demo.backend.AccountDesk;
import io.treeline.demo.backend.BackendException;
import io.treeline.demo.backend.Handbook;
import io.treeline.demo.console.Console;
import java.util.List;

/**
 * Resets a password: classifies the request, lets the model call tools until it is done, and
 * streams the answer to the customer.
 */
public final class PasswordReset {

  private static final int MAX_TURNS = 6;
  private static final String SESSION_ID = "support-1001";
  private static final String SESSION_NAME = "Customer Support - Password Reset";

  private final OpenAIClient client;
  private final AccountDesk accounts;
  private final Console console;

  public PasswordReset(OpenAIClient client, AccountDesk accounts, Console console) {
    this.client = client;
    this.accounts = accounts;
    this.console = console;
  }

  /** Serves one customer. */
  public void run() {
    console.title("Password reset (openai-java, agent loop by hand)");
    String question = "I forgot my password and cannot log in. My address is maria@example.com.";
    console.step("customer", question);
    console.step("model", "intent: " + classify(question));
    console.step("model", resolve(question));
    console.step("stream", answer(question));
  }

  private String classify(String question) {
    ChatCompletionCreateParams params =
        request("/support/classify")
            .model("gpt-4.1-nano")
            .addSystemMessage("Name the customer's intent in one word.")
            .addUserMessage(question)
            .build();
    return message(params).content().orElse("unknown");
  }

  private String resolve(String question) {
    ChatCompletionCreateParams.Builder conversation =
        request("/support/password-reset")
            .model("gpt-4o-mini")
            .addSystemMessage(Handbook.text() + "\nYou reset passwords.")
            .addUserMessage(question)
            .addFunctionTool(Tools.tool("find_account", "Finds an account", "email"))
            .addFunctionTool(Tools.tool("send_reset_link", "Mails a link", "account_id"));
    for (int turn = 0; turn < MAX_TURNS; turn++) {
      ChatCompletionMessage message = message(conversation.build());
      List<ChatCompletionMessageToolCall> calls = message.toolCalls().orElse(List.of());
      if (calls.isEmpty()) {
        return message.content().orElse("");
      }
      conversation.addMessage(message);
      for (ChatCompletionMessageToolCall call : calls) {
        conversation.addMessage(
            ChatCompletionToolMessageParam.builder()
                .toolCallId(call.asFunction().id())
                .content(execute(call.asFunction().function()))
                .build());
      }
    }
    return "Gave up after " + MAX_TURNS + " turns.";
  }

  private String execute(ChatCompletionMessageFunctionToolCall.Function function) {
    JsonNode arguments = function.arguments(JsonNode.class);
    console.step("tool", function.name() + " " + function.arguments());
    try {
      return switch (function.name()) {
        case "find_account" -> accounts.findAccount(arguments.path("email").asText());
        case "send_reset_link" -> accounts.sendResetLink(arguments.path("account_id").asText());
        default -> "{\"error\":\"unknown tool " + function.name() + "\"}";
      };
    } catch (BackendException e) {
      console.step("tool", "failed: " + e.getMessage());
      return "{\"error\":\"" + e.getMessage() + "\"}";
    }
  }

  private String answer(String question) {
    ChatCompletionCreateParams params =
        request("/support/password-reset/answer")
            .model("gpt-4o-mini")
            .addSystemMessage("Write to the customer that the link has been sent.")
            .addUserMessage(question)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    StringBuilder text = new StringBuilder();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      stream.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .forEach(choice -> choice.delta().content().ifPresent(text::append));
    }
    return text.toString();
  }

  private ChatCompletionMessage message(ChatCompletionCreateParams params) {
    return client.chat().completions().create(params).choices().get(0).message();
  }

  private static ChatCompletionCreateParams.Builder request(String path) {
    return ChatCompletionCreateParams.builder()
        .putAdditionalHeader("Helicone-Session-Id", SESSION_ID)
        .putAdditionalHeader("Helicone-Session-Name", SESSION_NAME)
        .putAdditionalHeader("Helicone-Session-Path", path)
        .putAdditionalHeader("Helicone-User-Id", "maria")
        .putAdditionalHeader("Helicone-Property-Tier", "gold");
  }
}
