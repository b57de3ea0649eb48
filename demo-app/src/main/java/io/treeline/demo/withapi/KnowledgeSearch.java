package io.treeline.demo.withapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.treeline.api.AgentLoop;
import io.treeline.api.Decision;
import io.treeline.api.HumanDecision;
import io.treeline.api.HumanType;
import io.treeline.api.ManualLogger;
import io.treeline.api.Operation;
import io.treeline.api.Score;
import io.treeline.api.ScoreSource;
import io.treeline.api.Session;
import io.treeline.api.SessionScope;
import io.treeline.demo.backend.AccountDesk;
import io.treeline.demo.backend.BackendException;
import io.treeline.demo.console.Console;
import io.treeline.demo.withapi.ArticleIndex.Hit;
import java.util.List;

/**
 * Answers from articles and changes a plan, telling the tracer what it cannot see: the session and
 * its properties, a search in a vector store, a decision made in code, a tool and its second
 * attempt, an approval, and what the customer thought of the answer.
 */
@SuppressWarnings("try") // the scopes are there to be open
public final class KnowledgeSearch {

  private static final String SESSION_ID = "kb-4004";
  private static final int MAX_TURNS = 4;
  private static final double NEAR_ENOUGH = 0.3;
  private static final List<String> ARTICLES =
      List.of(
          "Change the plan of an account at any time",
          "Return goods within thirty days",
          "Add administrators to a club account");

  private final OpenAIClient client;
  private final AccountDesk accounts;
  private final Console console;

  public KnowledgeSearch(OpenAIClient client, AccountDesk accounts, Console console) {
    this.client = client;
    this.accounts = accounts;
    this.console = console;
  }

  /** Serves one customer. */
  public void run() {
    console.title("Knowledge search (openai-java with the Treeline API)");
    String question = "Please change the plan of account acc-29 to team.";
    console.step("customer", question);
    try (SessionScope session =
            Session.named("Customer Support - Knowledge Search")
                .id(SESSION_ID)
                .user("dana")
                .path("/support/knowledge")
                .property("tier", "team")
                .property("experiment", "articles-v2")
                .open();
        Operation agent = ManualLogger.agent("knowledge_agent").arguments(question).start()) {
      String answer = nearestArticle(question) ? resolve(question) : "A person will answer you.";
      agent.result(answer);
      console.step("model", answer);
    }
    Score.of("thumbs").label("up").value(1).source(ScoreSource.HUMAN).recordFor(SESSION_ID);
    console.step("customer", "thumbs up");
  }

  private boolean nearestArticle(String question) {
    try (SessionScope path = Session.enterPath("search")) {
      List<Hit> hits = search(question);
      boolean near = hits.get(0).score() >= NEAR_ENOUGH;
      Decision.of("route")
          .alternatives("answer", "escalate")
          .chosen(near ? "answer" : "escalate")
          .rationale("best score " + hits.get(0).score() + ", needed " + NEAR_ENOUGH)
          .mark();
      console.step("search", hits.get(0).title() + " (" + hits.get(0).score() + ")");
      return near;
    }
  }

  private List<Hit> search(String question) {
    ArticleIndex index = new ArticleIndex();
    List<Embedding> vectors =
        embed(List.of(ARTICLES.get(0), ARTICLES.get(1), ARTICLES.get(2), question));
    for (int i = 0; i < ARTICLES.size(); i++) {
      index.add(ARTICLES.get(i), vectors.get(i).embedding());
    }
    try (Operation search = ManualLogger.vectorSearch("articles").arguments(question).start()) {
      List<Hit> hits = index.search(vectors.get(ARTICLES.size()).embedding(), 2);
      search.result(hits);
      return hits;
    }
  }

  private List<Embedding> embed(List<String> texts) {
    CreateEmbeddingResponse response =
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("text-embedding-3-small")
                    .inputOfArrayOfStrings(texts)
                    .build());
    return response.data();
  }

  private String resolve(String question) {
    try (SessionScope path = Session.enterPath("resolve")) {
      ChatCompletionCreateParams.Builder conversation =
          ChatCompletionCreateParams.builder()
              .model("gpt-4o-mini")
              .addSystemMessage("You answer from our articles: " + ARTICLES.get(0))
              .addUserMessage(question)
              .addFunctionTool(
                  FunctionDefinition.builder()
                      .name("change_plan")
                      .description("Moves an account to another plan")
                      .build());
      for (int turn = 1; turn <= MAX_TURNS; turn++) {
        AgentLoop.iteration(turn, MAX_TURNS);
        ChatCompletionMessage message =
            client.chat().completions().create(conversation.build()).choices().get(0).message();
        if (message.toolCalls().isEmpty()) {
          AgentLoop.stopped("final_answer");
          return message.content().orElse("");
        }
        conversation.addMessage(message);
        for (ChatCompletionMessageToolCall call : message.toolCalls().get()) {
          conversation.addMessage(
              ChatCompletionToolMessageParam.builder()
                  .toolCallId(call.asFunction().id())
                  .content(changePlan(call.asFunction()))
                  .build());
        }
      }
      AgentLoop.stopped("max_iterations");
      return "A person will answer you.";
    }
  }

  private String changePlan(ChatCompletionMessageFunctionToolCall call) {
    if (!approved(call.function().arguments())) {
      return "{\"error\":\"not approved\"}";
    }
    JsonNode arguments = call.function().arguments(JsonNode.class);
    for (int attempt = 0; ; attempt++) {
      try (Operation tool =
          ManualLogger.tool("change_plan")
              .callId(call.id())
              .arguments(call.function().arguments())
              .attempt(attempt, 1)
              .start()) {
        console.step("tool", "change_plan " + call.function().arguments());
        try {
          String result =
              accounts.changePlan(
                  arguments.path("account_id").asText(), arguments.path("plan").asText());
          tool.result(result);
          return result;
        } catch (BackendException e) {
          console.step("tool", "failed: " + e.getMessage());
          tool.error(e);
          if (attempt == 1) {
            return "{\"error\":\"" + e.getMessage() + "\"}";
          }
        }
      }
    }
  }

  private boolean approved(String change) {
    try (Operation approval =
        ManualLogger.human(HumanType.APPROVAL, "change_plan").arguments(change).start()) {
      console.step("human", "approved: " + change);
      approval.humanDecision(HumanDecision.APPROVED).result("approved");
      return true;
    }
  }
}
