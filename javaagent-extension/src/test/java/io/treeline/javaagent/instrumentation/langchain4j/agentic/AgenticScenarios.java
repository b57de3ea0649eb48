package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.workflow.HumanInTheLoop.HumanInTheLoopBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An application of agents made of agents, with only what the module has had since 1.3.0-beta9. */
public class AgenticScenarios {

  final String baseUrl;

  AgenticScenarios(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public static void main(String[] args) throws Exception {
    new AgenticScenarios(args[0]).run();
  }

  void run() throws Exception {
    sequence();
    endlessLoop();
    finishedLoop();
    parallel();
    supervisor();
    nested();
    failing();
    conditional();
    humanInTheLoop();
  }

  public interface Writer {
    @Agent(name = "writer", description = "Writes a story")
    @UserMessage("Write about {{topic}}")
    String write(@V("topic") String topic);
  }

  public interface Editor {
    @Agent(name = "editor", description = "Edits a story")
    @UserMessage("Edit what was written about {{topic}}")
    String edit(@V("topic") String topic);
  }

  public interface StoryTeller {
    @Agent(name = "storyTeller")
    String tell(@MemoryId String reader, @V("topic") String topic);
  }

  private void sequence() {
    StoryTeller teller =
        AgenticServices.sequenceBuilder(StoryTeller.class)
            .subAgents(writer("sequence-writer"), editor("sequence-editor"))
            .build();
    teller.tell("reader-1", "dragons");
  }

  /** Stopped by its limit of two rounds. */
  private void endlessLoop() {
    UntypedAgent loop =
        AgenticServices.loopBuilder()
            .subAgents(writer("endless-writer"), editor("endless-editor"))
            .maxIterations(2)
            .exitCondition(scope -> false)
            .build();
    loop.invoke(Map.of("topic", "endless"));
  }

  /** Done in its second and last round. */
  private void finishedLoop() {
    AtomicInteger tests = new AtomicInteger();
    UntypedAgent loop =
        AgenticServices.loopBuilder()
            .subAgents(writer("finished-writer"))
            .maxIterations(3)
            .exitCondition(scope -> tests.incrementAndGet() == 2)
            .build();
    loop.invoke(Map.of("topic", "finished"));
  }

  private void parallel() {
    UntypedAgent both =
        AgenticServices.parallelBuilder()
            .subAgents(writer("parallel-writer"), editor("parallel-editor"))
            .build();
    both.invoke(Map.of("topic", "parallel"));
  }

  private void supervisor() {
    AgenticServices.supervisorBuilder()
        .chatModel(model("supervisor"))
        .subAgents(writer("supervised-writer"), editor("supervised-editor"))
        .maxAgentsInvocations(5)
        .build()
        .invoke("A story about knights, please");
  }

  /** A loop within a sequence. */
  private void nested() {
    UntypedAgent loop =
        AgenticServices.loopBuilder()
            .subAgents(editor("nested-editor"))
            .maxIterations(2)
            .exitCondition(scope -> false)
            .build();
    UntypedAgent sequence =
        AgenticServices.sequenceBuilder().subAgents(writer("nested-writer"), loop).build();
    sequence.invoke(Map.of("topic", "nested"));
  }

  private void failing() {
    UntypedAgent sequence =
        AgenticServices.sequenceBuilder().subAgents(writer("failing-writer")).build();
    try {
      sequence.invoke(Map.of("topic", "failing"));
      throw new AssertionError("expected the agent to fail");
    } catch (RuntimeException expected) {
      System.out.println("failed as it should: " + expected);
    }
  }

  /** Only the second sub-agent's condition holds. */
  private void conditional() {
    AgenticServices.conditionalBuilder()
        .subAgents(scope -> "easy".equals(scope.readState("topic")), writer("conditional-writer"))
        .subAgents(scope -> "hard".equals(scope.readState("topic")), editor("conditional-editor"))
        .build()
        .invoke(Map.of("topic", "hard"));
  }

  private void humanInTheLoop() throws ReflectiveOperationException {
    AgenticServices.sequenceBuilder()
        .subAgents(writer("human-writer"), human())
        .build()
        .invoke(Map.of("topic", "approval"));
  }

  /** The builder has been given other methods since the oldest version. */
  private static Object human() throws ReflectiveOperationException {
    HumanInTheLoopBuilder builder =
        AgenticServices.humanInTheLoopBuilder().description("Asks the publisher");
    Supplier<Object> answer = () -> "print it";
    if (has(builder, "responseProvider")) {
      set(builder, "responseProvider", Supplier.class, answer);
      set(builder, "outputKey", String.class, "verdict");
    } else {
      Consumer<String> ask = question -> System.out.println("a person is asked: " + question);
      set(builder, "requestWriter", Consumer.class, ask);
      set(builder, "responseReader", Supplier.class, answer);
      set(builder, "inputName", String.class, "topic");
      set(builder, "outputName", String.class, "verdict");
    }
    return builder.build();
  }

  private static boolean has(Object builder, String method) {
    return Arrays.stream(builder.getClass().getMethods()).anyMatch(m -> m.getName().equals(method));
  }

  private static void set(Object builder, String method, Class<?> type, Object value)
      throws ReflectiveOperationException {
    builder.getClass().getMethod(method, type).invoke(builder, value);
  }

  Writer writer(String model) {
    return AgenticServices.agentBuilder(Writer.class).chatModel(model(model)).build();
  }

  Editor editor(String model) {
    return AgenticServices.agentBuilder(Editor.class).chatModel(model(model)).build();
  }

  private ChatModel model(String name) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey("none")
        .modelName(name)
        .maxRetries(0)
        .build();
  }
}
