package io.treeline.demo.openai;

import com.openai.client.OpenAIClient;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingModel;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import io.treeline.demo.console.Console;
import java.util.stream.Collectors;

/** Sorts a ticket in: embeds it to find its like, and summarises it with the Responses API. */
public final class TicketTriage {

  private static final String SESSION_ID = "ticket-118";
  private static final String SESSION_NAME = "Customer Support - Ticket Triage";

  private final OpenAIClient client;
  private final Console console;

  public TicketTriage(OpenAIClient client, Console console) {
    this.client = client;
    this.console = console;
  }

  /** Handles one ticket. */
  public void run() {
    console.title("Ticket triage (openai-java: embeddings and Responses API)");
    String ticket =
        "Invoice 2026-118 was sent to our old address. Please correct it and send a copy.";
    console.step("ticket", ticket);
    console.step("embedding", embed(ticket) + " dimensions");
    console.step("model", summarise(ticket));
  }

  private int embed(String ticket) {
    EmbeddingCreateParams params =
        EmbeddingCreateParams.builder()
            .model(EmbeddingModel.TEXT_EMBEDDING_3_SMALL)
            .input(ticket)
            .putAdditionalHeader("Helicone-Session-Id", SESSION_ID)
            .putAdditionalHeader("Helicone-Session-Name", SESSION_NAME)
            .putAdditionalHeader("Helicone-Session-Path", "/triage/similar")
            .build();
    return client.embeddings().create(params).data().get(0).embedding().size();
  }

  private String summarise(String ticket) {
    ResponseCreateParams params =
        ResponseCreateParams.builder()
            .model("gpt-4o")
            .instructions("Summarise the ticket in one sentence.")
            .input(ticket)
            .putAdditionalHeader("Helicone-Session-Id", SESSION_ID)
            .putAdditionalHeader("Helicone-Session-Name", SESSION_NAME)
            .putAdditionalHeader("Helicone-Session-Path", "/triage/summary")
            .build();
    Response response = client.responses().create(params);
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(content -> content.outputText().stream())
        .map(text -> text.text())
        .collect(Collectors.joining());
  }
}
