package io.treeline.javaagent.instrumentation.semantickernel;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.core.credential.KeyCredential;
import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.orchestration.ToolCallBehavior;
import com.microsoft.semantickernel.plugin.KernelPluginFactory;
import com.microsoft.semantickernel.semanticfunctions.KernelFunction;
import com.microsoft.semantickernel.semanticfunctions.KernelFunctionArguments;
import com.microsoft.semantickernel.semanticfunctions.annotations.DefineKernelFunction;
import com.microsoft.semantickernel.semanticfunctions.annotations.KernelFunctionParameter;
import com.microsoft.semantickernel.services.chatcompletion.AuthorRole;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.chatcompletion.ChatMessageContent;
import io.treeline.javaagent.instrumentation.azureopenai.LoopbackAzure;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What applications do with Semantic Kernel, with what every supported version has. */
public final class SemanticKernelProgram {

  private static final OpenAIAsyncClient CLIENT =
      new OpenAIClientBuilder()
          .credential(new KeyCredential("none"))
          .httpClient(new LoopbackAzure())
          .buildAsyncClient();

  private SemanticKernelProgram() {}

  public static void main(String[] arguments) {
    seen("orders", chat("orders").block());
    seen("prompt", prompt("summary", "summarize", null));
    seen("nameless", prompt("nameless", null, null));
    seen("loop", prompt("loop", "support", InvocationContext.builder().build()));
    seen("desk", chat("desk").block());
    try {
      seen("broken", chat("broken").block());
    } catch (RuntimeException e) {
      seen("broken", "failed");
    }
    seen(
        "both",
        Mono.zip(
                chat("left").subscribeOn(Schedulers.boundedElastic()),
                chat("right").subscribeOn(Schedulers.boundedElastic()))
            .map(both -> both.getT1() + ", " + both.getT2())
            .block());
    seen("direct", direct());
    if (arguments[0].equals("streaming")) {
      seen("streamed", Streaming.chat(service("streamed")));
    }
    seen("after", plain("after"));
    System.exit(0);
  }

  /** A chat that calls functions by itself. */
  private static Mono<String> chat(String model) {
    return service(model)
        .getChatMessageContentsAsync(
            history(AuthorRole.SYSTEM, "Be brief.", AuthorRole.USER, "Where is A-17?"),
            kernel(model),
            calling())
        .map(SemanticKernelProgram::last);
  }

  private static String plain(String model) {
    return service(model)
        .getChatMessageContentsAsync(history(AuthorRole.USER, "Hi"), null, null)
        .map(SemanticKernelProgram::last)
        .block();
  }

  private static String prompt(String model, String name, InvocationContext calling) {
    KernelFunction<String> function =
        KernelFunction.<String>createFromPrompt("Where is {{$orderId}}?").withName(name).build();
    return kernel(model)
        .invokeAsync(function)
        .withArguments(KernelFunctionArguments.builder().withVariable("orderId", "A-17").build())
        .withToolCallBehavior(
            calling == null ? null : ToolCallBehavior.allowAllKernelFunctions(true))
        .withResultType(String.class)
        .block()
        .getResult();
  }

  private static String direct() {
    return kernel("none")
        .<String>invokeAsync("Orders", "lookup_order")
        .withArguments(KernelFunctionArguments.builder().withVariable("orderId", "B-4").build())
        .withResultType(String.class)
        .block()
        .getResult();
  }

  static Kernel kernel(String model) {
    return Kernel.builder()
        .withAIService(ChatCompletionService.class, service(model))
        .withPlugin(KernelPluginFactory.createFromObject(new Orders(), "Orders"))
        .build();
  }

  static ChatCompletionService service(String model) {
    OpenAIChatCompletion.Builder builder = OpenAIChatCompletion.builder();
    set(builder, "withModelId", model);
    set(builder, "withOpenAIAsyncClient", CLIENT);
    return builder.build();
  }

  /** The builder's parent got type parameters. */
  private static void set(Object builder, String name, Object value) {
    try {
      for (Method method : builder.getClass().getMethods()) {
        if (method.getName().equals(name)) {
          method.invoke(builder, value);
          return;
        }
      }
      throw new IllegalStateException(builder.getClass() + " has no " + name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static ChatHistory history(Object... rolesAndTexts) {
    List<ChatMessageContent<?>> messages = new ArrayList<>();
    for (int i = 0; i < rolesAndTexts.length; i += 2) {
      messages.add(
          new ChatMessageContent<>((AuthorRole) rolesAndTexts[i], (String) rolesAndTexts[i + 1]));
    }
    return new ChatHistory(messages);
  }

  private static InvocationContext calling() {
    return InvocationContext.builder()
        .withToolCallBehavior(ToolCallBehavior.allowAllKernelFunctions(true))
        .build();
  }

  private static String last(List<ChatMessageContent<?>> messages) {
    return messages.get(messages.size() - 1).getContent();
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }

  /** Functions of a plugin. */
  public static final class Orders {

    @DefineKernelFunction(
        name = "lookup_order",
        description = "Looks an order up",
        returnType = "java.lang.String")
    public String lookup(
        @KernelFunctionParameter(name = "orderId", description = "its id") String orderId) {
      if (orderId.equals("none")) {
        throw new IllegalArgumentException("no such order");
      }
      return "shipped " + orderId;
    }

    @DefineKernelFunction(
        name = "ask_refunds",
        description = "Asks the refund agent",
        returnType = "java.lang.String")
    public String ask(
        @KernelFunctionParameter(name = "orderId", description = "its id") String orderId) {
      return prompt("refunds", "refund", null);
    }
  }

  /** In later versions only. */
  private static final class Streaming {
    static String chat(ChatCompletionService service) {
      return String.join(
          "",
          service
              .getStreamingChatMessageContentsAsync(history(AuthorRole.USER, "Hi"), null, null)
              .mapNotNull(piece -> piece.getContent())
              .collectList()
              .block());
    }
  }
}
