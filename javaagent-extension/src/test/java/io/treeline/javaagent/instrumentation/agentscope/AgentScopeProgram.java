package io.treeline.javaagent.instrumentation.agentscope;

import io.agentscope.core.ReActAgent;
import io.agentscope.core.agent.AgentBase;
import io.agentscope.core.message.Msg;
import io.agentscope.core.message.MsgRole;
import io.agentscope.core.model.Model;
import io.agentscope.core.tool.Tool;
import io.agentscope.core.tool.ToolParam;
import io.agentscope.core.tool.Toolkit;
import java.lang.reflect.Method;
import java.util.List;
import reactor.core.publisher.Mono;

/** What applications do with AgentScope, with what every supported version has. */
public final class AgentScopeProgram {

  private AgentScopeProgram() {}

  public static void main(String[] arguments) throws Exception {
    seen("plain", ask(agent("greeter", "plain", null)));
    seen("tools", ask(agent("order-agent", "tools", new Toolkit())));
    seen("greedy", ask(agent("greedy-agent", "greedy", new Toolkit())));
    try {
      ask(agent("failing-agent", "error", null));
    } catch (RuntimeException e) {
      seen("error", e.getClass().getName());
    }
    Toolkit desk = new Toolkit();
    desk.registerTool(new Desk());
    ReActAgent supervisor =
        ReActAgent.builder()
            .name("support-agent")
            .sysPrompt("Be brief.")
            .model(new ScriptedModel("tools-desk", "ask_refunds"))
            .toolkit(desk)
            .build();
    seen("support", ask(supervisor));
    if (arguments[0].equals("newest")) {
      seen("session", inSession());
    } else {
      seen("dashscope", ask(overDashScope(arguments[1])));
    }
    System.exit(0);
  }

  /** From 2.0 on: asked by name, for earlier versions have no such class. */
  private static String inSession() throws Exception {
    Class<?> contexts = Class.forName("io.agentscope.core.agent.RuntimeContext");
    Object builder = contexts.getMethod("builder").invoke(null);
    builder.getClass().getMethod("sessionId", String.class).invoke(builder, "conversation-7");
    builder.getClass().getMethod("userId", String.class).invoke(builder, "u-7");
    Object context = builder.getClass().getMethod("build").invoke(builder);
    ReActAgent agent = agent("session-agent", "in-session", null);
    Method call = agent.getClass().getMethod("call", List.class, contexts);
    Msg answer = (Msg) ((Mono<?>) call.invoke(agent, List.of(hi()), context)).block();
    return answer.getTextContent();
  }

  /** Up to 1.0, which came with models that use the DashScope SDK. */
  private static ReActAgent overDashScope(String url) throws Exception {
    Class<?> constants = Class.forName("com.alibaba.dashscope.utils.Constants");
    constants.getField("baseHttpApiUrl").set(null, url);
    Class<?> models = Class.forName("io.agentscope.core.model.DashScopeChatModel");
    Object builder = models.getMethod("builder").invoke(null);
    builder.getClass().getMethod("apiKey", String.class).invoke(builder, "none");
    builder.getClass().getMethod("modelName", String.class).invoke(builder, "qwen-plus");
    builder.getClass().getMethod("stream", boolean.class).invoke(builder, true);
    Model model = (Model) builder.getClass().getMethod("build").invoke(builder);
    return ReActAgent.builder().name("dash-agent").sysPrompt("Be brief.").model(model).build();
  }

  private static ReActAgent agent(String name, String model, Toolkit toolkit) {
    ReActAgent.Builder builder =
        ReActAgent.builder()
            .name(name)
            .sysPrompt("Be brief.")
            .model(new ScriptedModel(model, "lookup_order"))
            .maxIters(2);
    if (toolkit != null) {
      toolkit.registerTool(new Orders());
      builder.toolkit(toolkit);
    }
    return builder.build();
  }

  static String ask(AgentBase agent) {
    return agent.call(List.of(hi())).block().getTextContent();
  }

  private static Msg hi() {
    return Msg.builder().name("Ann").role(MsgRole.USER).textContent("Where is A-17?").build();
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }

  /** A tool. */
  public static final class Orders {
    @Tool(name = "lookup_order", description = "Looks an order up")
    public String lookup(@ToolParam(name = "orderId", description = "its id") String orderId) {
      return "shipped " + orderId;
    }
  }

  /** A tool behind which there is another agent. */
  public static final class Desk {
    @Tool(name = "ask_refunds", description = "Asks the refund agent")
    public Mono<String> ask(@ToolParam(name = "orderId", description = "its id") String orderId) {
      return agent("refund-agent", "refunds", null).call(List.of(hi())).map(Msg::getTextContent);
    }
  }
}
