package io.treeline.javaagent.instrumentation.stainless.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.BetaToolRunner;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.beta.messages.MessageCreateParams;
import com.anthropic.models.beta.messages.ToolRunnerCreateParams;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The tool runner as the library's own examples use it, with what all versions of it have. */
final class AnthropicToolsProgram {

  private static final AnthropicClient CLIENT =
      AnthropicOkHttpClient.builder().baseUrl(AnthropicScenarios.SERVER).apiKey("none").build();

  private static final AtomicInteger FAILURES = new AtomicInteger();

  public static void main(String[] arguments) throws Exception {
    see("run", "tools-run", null);
    see("limited", "endless", 2L);
    FAILURES.set(1);
    see("retry", "tools-retry", null);
    FAILURES.set(1);
    see("instead", "tools-instead", null);
    see("failed", "error", null);
    streamed();
    abandoned();
    for (int i = 0; i < 20; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    System.exit(0);
  }

  private static void see(String name, String model, Long limit) {
    StringBuilder seen = new StringBuilder();
    try {
      for (BetaMessage message : runner(model, limit)) {
        seen.append(message.content().size()).append(' ').append(message.id()).append(' ');
      }
    } catch (RuntimeException e) {
      seen.append(e.getClass().getSimpleName());
    }
    System.out.println("SEEN " + name + " " + seen);
  }

  private static void streamed() {
    int events = 0;
    for (StreamResponse<BetaRawMessageStreamEvent> stream :
        runner("tools-streamed", null).streaming()) {
      events += stream.stream().mapToInt(event -> 1).sum();
    }
    System.out.println("SEEN streamed " + events);
  }

  private static void abandoned() {
    for (BetaMessage message : runner("tools-abandoned", null)) {
      System.out.println("SEEN abandoned " + message.id());
      break;
    }
  }

  private static BetaToolRunner runner(String model, Long limit) {
    MessageCreateParams params =
        MessageCreateParams.builder()
            .model(model)
            .maxTokens(100)
            .addUserMessage("Where is my order?")
            .addTool(LookupOrder.class)
            .addTool(SearchOrders.class)
            .build();
    ToolRunnerCreateParams.Builder runner =
        ToolRunnerCreateParams.builder().initialMessageParams(params);
    if (limit != null) {
      runner.maxIterations(limit);
    }
    return CLIENT.beta().messages().toolRunner(runner.build());
  }

  /** Fails as often as it is told to. */
  @JsonClassDescription("Looks an order up")
  public static final class LookupOrder implements Supplier<String> {
    public String orderId = "";
    public String password = "";

    @Override
    public String get() {
      if (FAILURES.getAndDecrement() > 0) {
        throw new IllegalStateException("order service down");
      }
      CLIENT.messages().create(AnthropicScenarios.hi("inside-" + orderId).build());
      return "{\"status\":\"shipped\"}";
    }
  }

  @JsonClassDescription("Searches orders")
  public static final class SearchOrders implements Supplier<String> {
    public String orderId = "";
    public String password = "";

    @Override
    public String get() {
      return "found";
    }
  }

  private AnthropicToolsProgram() {}
}
