package io.treeline.javaagent.instrumentation.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.document.Document;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;

/** What applications of Spring AI do with more than a model. Prints what each of them saw. */
public final class AgentScenarios {

  private final StringBuilder seen = new StringBuilder();

  /** Runs all of them; a scenario that fails is told with its exception. */
  String run() {
    see("agent", () -> agent("tools-agent").answer("c-1", "Where is A-17?"));
    see(
        "agentStream",
        () -> String.join("", agent("tools-stream").stream("c-2", "Where is A-17?")));
    see("agentDefault", () -> agent("plain-agent").answer("default", "Hi"));
    see("toolFails", AgentScenarios::toolFails);
    see("streamCancelled", AgentScenarios::streamCancelled);
    see("vectorStore", AgentScenarios::vectorStore);
    see("image", AgentScenarios::image);
    see("ownRegistry", AgentScenarios::ownRegistry);
    return seen.toString();
  }

  private static SupportAgent agent(String model) {
    return new SupportAgent(model, order -> Map.of("status", "shipped"));
  }

  private static String toolFails() {
    return new SupportAgent(
            "tools-failing",
            order -> {
              throw new IllegalStateException("the warehouse is closed");
            })
        .answer("c-3", "Where is A-17?");
  }

  private static String streamCancelled() {
    return ChatClient.create(OpenAiModels.chat("hanging-agent")).prompt("Hi").stream()
        .content()
        .blockFirst();
  }

  private static String vectorStore() {
    SimpleVectorStore store =
        SimpleVectorStore.builder(OpenAiModels.embedding("embedding")).build();
    store.add(List.of(new Document("d-1", "Orders take two days.", Map.of("page", 7))));
    List<Document> found =
        store.similaritySearch(SearchRequest.builder().query("How long?").topK(3).build());
    return found.get(0).getId();
  }

  private static String image() {
    return OpenAiModels.image("painter")
        .call(new ImagePrompt("a knight", ImageOptionsBuilder.builder().model("painter").build()))
        .getResult()
        .getOutput()
        .getUrl();
  }

  /** An application that observes by itself goes on to do so. */
  private static String ownRegistry() {
    List<String> names = new CopyOnWriteArrayList<>();
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStart(Observation.Context context) {
                names.add("+" + context.getName());
              }

              @Override
              public void onStop(Observation.Context context) {
                names.add("-" + context.getName());
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    ChatModel model =
        (ChatModel)
            OpenAiModels.builder(OpenAiModels.options("observed"), null)
                .with("observationRegistry", registry)
                .build();
    ChatClient client = ChatClient.create(model, registry);
    String called = client.prompt("Hi").call().content();
    String streamed = String.join("", client.prompt("Hi").stream().content().collectList().block());
    // The ends of a stream's observations come after its last element, in any order.
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (names.stream().filter(name -> name.startsWith("-")).count() * 2 < names.size()
        && System.nanoTime() < limit) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    List<String> sorted = names.stream().sorted().toList();
    return called + " " + streamed + " " + sorted + " " + registry.getCurrentObservation();
  }

  private void see(String name, Scenario scenario) {
    String result;
    try {
      result = scenario.run();
    } catch (Throwable e) {
      result = e.toString();
    }
    seen.append(name).append('=').append(result).append("; ");
  }

  private interface Scenario {
    String run() throws Exception;
  }
}
