// Not in the unnamed package: the library looks for subtypes in the whole package of an action's
// types.
package embabel;

import com.embabel.agent.api.annotation.AchievesGoal;
import com.embabel.agent.api.annotation.Action;
import com.embabel.agent.api.annotation.Agent;
import com.embabel.agent.api.annotation.support.AgentMetadataReader;
import com.embabel.agent.api.tool.Tool;
import com.embabel.agent.core.AgentPlatform;
import com.embabel.agent.core.AgentProcess;
import com.embabel.agent.core.ProcessOptions;
import com.embabel.agent.spi.loop.ToolLoopResult;
import com.embabel.agent.spi.loop.support.DefaultToolLoop;
import com.embabel.agent.spi.support.springai.SpringAiLlmMessageSender;
import com.embabel.agent.test.integration.IntegrationTestUtils;
import com.embabel.chat.UserMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.javaagent.instrumentation.springai.OpenAiModels;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import kotlin.jvm.functions.Function1;
import org.springframework.ai.chat.model.ChatModel;

/** What 0.2 does not have: its own loop of tools, and actions that are not tried again. */
public final class EmbabelToolsProgram {

  private static final AgentPlatform PLATFORM = IntegrationTestUtils.dummyAgentPlatform();

  private EmbabelToolsProgram() {}

  public static void main(String[] arguments) {
    seen("tools", run(new Clerk(), new Order("A-17")).lastResult());
    try {
      seen("broken", run(new Broken(), new Order("B-4")).getStatus());
    } catch (RuntimeException e) {
      seen("broken", "threw");
    }
    System.exit(0);
  }

  static AgentProcess run(Object agent, Object input) {
    var described =
        (com.embabel.agent.core.Agent) new AgentMetadataReader().createAgentMetadata(agent);
    return PLATFORM.runAgentFrom(described, ProcessOptions.DEFAULT, Map.of("it", input));
  }

  /** The library's own loop, made without a Spring context. */
  static String loop(String model) {
    ChatModel chat = OpenAiModels.chat(model);
    var sender = create(SpringAiLlmMessageSender.class, 6, chat, chat.getDefaultOptions());
    DefaultToolLoop loop = create(DefaultToolLoop.class, 11, sender, new ObjectMapper());
    Tool lookup =
        Tool.create(
            "lookup_order", "Looks an order up", input -> Tool.Result.text("shipped " + input));
    Function1<String, String> parser = text -> text;
    ToolLoopResult<String> result =
        loop.execute(List.of(new UserMessage("Where is A-17?")), List.of(lookup), parser);
    return result.getResult();
  }

  /** By the constructor that Kotlin makes for defaults; only the first two are given. */
  @SuppressWarnings("unchecked")
  private static <T> T create(Class<T> type, int parameters, Object first, Object second) {
    try {
      for (Constructor<?> constructor : type.getConstructors()) {
        Class<?>[] types = constructor.getParameterTypes();
        if (types.length == parameters + 2) {
          Object[] values = new Object[types.length];
          for (int i = 0; i < types.length; i++) {
            values[i] = types[i] == int.class ? (Object) 0 : null;
          }
          values[0] = first;
          values[1] = second;
          values[parameters] = -1 << 2;
          return (T) constructor.newInstance(values);
        }
      }
      throw new IllegalStateException(type + " has no such constructor");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }

  public record Story(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  public record Order(String id) {}

  @Agent(name = "clerk", description = "Looks orders up")
  public static final class Clerk {
    @AchievesGoal(description = "The order has been looked up")
    @Action
    public Story answer(Order order) {
      return new Story(loop("orders"));
    }
  }

  @Agent(name = "broken", description = "Fails")
  public static final class Broken {
    @AchievesGoal(description = "Nothing")
    @Action(actionRetryPolicy = com.embabel.agent.core.ActionRetryPolicy.FIRE_ONCE)
    public Story fail(Order order) {
      throw new IllegalArgumentException("no such order");
    }
  }
}
