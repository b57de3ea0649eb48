// Not in the unnamed package: the library looks for subtypes in the whole package of an action's
// types.
package embabel;

import com.embabel.agent.api.annotation.AchievesGoal;
import com.embabel.agent.api.annotation.Action;
import com.embabel.agent.api.annotation.Agent;
import com.embabel.agent.api.annotation.support.AgentMetadataReader;
import com.embabel.agent.core.AgentPlatform;
import com.embabel.agent.core.AgentProcess;
import com.embabel.agent.core.ProcessOptions;
import io.treeline.javaagent.instrumentation.springai.OpenAiModels;
import java.lang.reflect.Method;
import java.util.Map;
import org.springframework.ai.chat.prompt.Prompt;

/** Compiled by the test for Java 21, for which Embabel's classes are made. Fits 0.2 to 0.5. */
public final class EmbabelProgram {

  private static final AgentPlatform PLATFORM = platform();

  private EmbabelProgram() {}

  public static void main(String[] arguments) {
    seen("story", run(new Writer(), new Topic("foxes"), "conversation-7").lastResult());
    seen("nested", run(new Editor(), new Title("owls"), null).lastResult());
    seen("after", ask("after"));
    System.exit(0);
  }

  /** The helper for tests moved to a package of its own after 0.3. */
  private static AgentPlatform platform() {
    for (String home : new String[] {"test", "testing"}) {
      try {
        Class<?> helper =
            Class.forName("com.embabel.agent." + home + ".integration.IntegrationTestUtils");
        Method made = helper.getMethod("dummyAgentPlatform");
        return (AgentPlatform) made.invoke(null);
      } catch (ClassNotFoundException e) {
        // Look in the other.
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("this version of Embabel has no IntegrationTestUtils");
  }

  static AgentProcess run(Object agent, Object input, String conversation) {
    var described =
        (com.embabel.agent.core.Agent) new AgentMetadataReader().createAgentMetadata(agent);
    ProcessOptions options = conversation == null ? ProcessOptions.DEFAULT : options(conversation);
    return PLATFORM.runAgentFrom(described, options, Map.of("it", input));
  }

  /** By a builder in 0.2, by a copy later. */
  private static ProcessOptions options(String conversation) {
    try {
      try {
        return (ProcessOptions)
            ProcessOptions.class
                .getMethod("withContextId", String.class)
                .invoke(ProcessOptions.DEFAULT, conversation);
      } catch (NoSuchMethodException e) {
        Object builder = ProcessOptions.class.getMethod("builder").invoke(null);
        builder.getClass().getMethod("contextId", String.class).invoke(builder, conversation);
        return (ProcessOptions) builder.getClass().getMethod("build").invoke(builder);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static String ask(String model) {
    return OpenAiModels.chat(model).call(new Prompt("Hi")).getResult().getOutput().getText();
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }

  public record Topic(String name) {}

  public record Draft(String text) {}

  public record Story(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  public record Title(String name) {}

  @Agent(name = "writer", description = "Writes stories")
  public static final class Writer {
    @Action
    public Draft draft(Topic topic) {
      return new Draft(ask("draft"));
    }

    @AchievesGoal(description = "A story has been written")
    @Action
    public Story edit(Draft draft) {
      return new Story(ask("edit"));
    }
  }

  @Agent(name = "editor", description = "Has others write")
  public static final class Editor {
    @AchievesGoal(description = "A story has been ordered")
    @Action
    public Story order(Title title) {
      return new Story("by " + run(new Writer(), new Topic(title.name()), null).lastResult());
    }
  }
}
