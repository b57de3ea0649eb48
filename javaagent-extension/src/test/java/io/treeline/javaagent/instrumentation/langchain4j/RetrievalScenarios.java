package io.treeline.javaagent.instrumentation.langchain4j;

import static io.treeline.javaagent.instrumentation.langchain4j.LangChain4jScenarios.check;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.rag.query.router.LanguageModelQueryRouter;
import dev.langchain4j.rag.query.transformer.CompressingQueryTransformer;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Moderate;
import dev.langchain4j.service.ModerationException;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Retrieval, ranking, moderation and images, with only what LangChain4j has had since 1.0. */
final class RetrievalScenarios {

  private final String baseUrl;

  RetrievalScenarios(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  void run() {
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    TextSegment policy =
        TextSegment.from("Refunds take 30 days", Metadata.from("file", "policy.md"));
    store.addAll(List.of("doc-1"), embedder().embedAll(List.of(policy)).content(), List.of(policy));
    plain(store);
    routed(store);
    failing();
    moderated();
    image();
  }

  interface PolicyDesk {
    String answer(String question);
  }

  interface ResearchDesk {
    String answer(String question);
  }

  interface BrokenPolicyDesk {
    String answer(String question);
  }

  interface ModeratedDesk {
    @Moderate
    String answer(String question);
  }

  static final class Orders implements ContentRetriever {
    @Override
    public List<Content> retrieve(Query query) {
      return List.of(Content.from("Order 7 was paid"), Content.from("Order 8 was not"));
    }
  }

  /** Ranks the later above the earlier. */
  static final class Ranker implements ScoringModel {
    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
      List<Double> scores = new ArrayList<>();
      segments.forEach(segment -> scores.add(0.25 * (scores.size() + 1)));
      return Response.from(scores, new TokenUsage(11));
    }
  }

  private void plain(InMemoryEmbeddingStore<TextSegment> store) {
    PolicyDesk desk =
        AiServices.builder(PolicyDesk.class)
            .chatModel(chat("policies"))
            .contentRetriever(retriever(store))
            .build();
    check("In 30 days", desk.answer("When is my refund?"));
  }

  /** A model rewrites the question, another one chooses where to look, a third ranks. */
  private void routed(InMemoryEmbeddingStore<TextSegment> store) {
    Map<ContentRetriever, String> choice = new LinkedHashMap<>();
    choice.put(retriever(store), "the company's policies");
    choice.put(new Orders(), "the customer's orders");
    ResearchDesk desk =
        AiServices.builder(ResearchDesk.class)
            .chatModel(chat("researched"))
            .chatMemory(dev.langchain4j.memory.chat.MessageWindowChatMemory.withMaxMessages(10))
            .retrievalAugmentor(
                DefaultRetrievalAugmentor.builder()
                    .queryTransformer(new Numbered(chat("transformer")))
                    .queryRouter(
                        LanguageModelQueryRouter.builder()
                            .chatModel(chat("router"))
                            .retrieverToDescription(choice)
                            .build())
                    .contentAggregator(
                        ReRankingContentAggregator.builder()
                            .scoringModel(new Ranker())
                            .querySelector(queries -> queries.keySet().iterator().next())
                            .build())
                    .build())
            .build();
    check("Order 8 was not paid", desk.answer("Which order was not paid?"));
  }

  /** Asks a model whatever the history is. */
  private static final class Numbered extends CompressingQueryTransformer {
    private final ChatModel model;

    Numbered(ChatModel model) {
      super(model);
      this.model = model;
    }

    @Override
    public List<Query> transform(Query query) {
      return List.of(Query.from(model.chat(query.text())));
    }
  }

  private void failing() {
    ContentRetriever broken =
        query -> {
          throw new IllegalStateException("index is gone");
        };
    try {
      AiServices.builder(BrokenPolicyDesk.class)
          .chatModel(chat("policies"))
          .contentRetriever(broken)
          .build()
          .answer("When?");
      throw new AssertionError("expected the retriever to fail");
    } catch (RuntimeException expected) {
      System.out.println("failed as it should: " + expected);
    }
  }

  private void moderated() {
    ModeratedDesk desk =
        AiServices.builder(ModeratedDesk.class)
            .chatModel(chat("moderated"))
            .moderationModel(
                OpenAiModerationModel.builder()
                    .baseUrl(baseUrl)
                    .apiKey("none")
                    .modelName("moderator")
                    .build())
            .build();
    try {
      desk.answer("flag this");
      throw new AssertionError("expected the text to be flagged");
    } catch (ModerationException expected) {
      System.out.println("flagged as it should be: " + expected);
    }
  }

  private void image() {
    OpenAiImageModel model =
        OpenAiImageModel.builder().baseUrl(baseUrl).apiKey("none").modelName("painter").build();
    check("https://images.example/1.png", model.generate("a knight").content().url().toString());
  }

  private EmbeddingStoreContentRetriever retriever(InMemoryEmbeddingStore<TextSegment> store) {
    return EmbeddingStoreContentRetriever.builder()
        .displayName("policies")
        .embeddingStore(store)
        .embeddingModel(embedder())
        .maxResults(3)
        .build();
  }

  private EmbeddingModel embedder() {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(baseUrl)
        .apiKey("none")
        .modelName("rag-embedder")
        .build();
  }

  private ChatModel chat(String name) {
    return OpenAiChatModel.builder().baseUrl(baseUrl).apiKey("none").modelName(name).build();
  }
}
