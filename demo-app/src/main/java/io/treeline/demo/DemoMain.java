package io.treeline.demo;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.treeline.demo.backend.AccountDesk;
import io.treeline.demo.backend.OrderDesk;
import io.treeline.demo.backend.RefundDesk;
import io.treeline.demo.console.Console;
import io.treeline.demo.langchain4j.AddressChange;
import io.treeline.demo.langchain4j.ComplaintLetter;
import io.treeline.demo.langchain4j.Models;
import io.treeline.demo.langchain4j.OpeningHours;
import io.treeline.demo.langchain4j.OrderLookup;
import io.treeline.demo.langchain4j.RefundApproval;
import io.treeline.demo.openai.AccountClosure;
import io.treeline.demo.openai.PasswordReset;
import io.treeline.demo.openai.TicketTriage;
import io.treeline.demo.withapi.KnowledgeSearch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Starts the model server and serves the desk's customers one after the other. */
public final class DemoMain {

  private static final String API_KEY = "sk-demo-not-a-real-key";

  private DemoMain() {}

  /**
   * Runs all conversations and ends.
   *
   * @throws IOException when the model server cannot be started
   */
  public static void main(String[] args) throws IOException {
    // Whatever the platform's charset: the lines hold an ellipsis.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Console console = new Console(out);
    try (ModelProcess server = ModelProcess.start()) {
      OpenAIClient client =
          OpenAIOkHttpClient.builder().baseUrl(server.baseUrl()).apiKey(API_KEY).build();
      Models models = new Models(server.baseUrl(), API_KEY);
      AccountDesk accounts = new AccountDesk();
      new PasswordReset(client, accounts, console).run();
      new OrderLookup(models, new OrderDesk(), console).run();
      new RefundApproval(models, new RefundDesk(), console).run();
      new ComplaintLetter(models, console).run();
      new OpeningHours(models, console).run();
      new TicketTriage(client, console).run();
      new AccountClosure(client, accounts, console).run();
      new KnowledgeSearch(client, accounts, console).run();
      new AddressChange(models, console).run();
      client.close();
      console.title("Billed by the model server: " + server.bill());
    }
  }
}
