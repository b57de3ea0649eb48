package io.treeline.benchmarks;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/**
 * Makes calls as fast as they go over loopback HTTP, in a process of its own: {@code <base URL>
 * <seconds>}. Prints a line per kind of call: its name, then nanoseconds of processor time of the
 * whole process, nanoseconds of time, and bytes allocated, per call.
 */
public final class CallLoad {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final OpenAIClient client;
  private final ChatCompletionCreateParams chat = history().build();
  private final ChatCompletionCreateParams tools = withTools(history()).build();
  private final ChatCompletionCreateParams stream =
      history()
          .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
          .build();

  private CallLoad(String baseUrl) {
    client = OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey("benchmark").build();
  }

  public static void main(String[] arguments) {
    CallLoad load = new CallLoad(arguments[0]);
    double seconds = Double.parseDouble(arguments[1]);
    List<Map.Entry<String, Runnable>> calls =
        List.of(
            Map.entry("sync", load::chat),
            Map.entry("tools", load::tools),
            Map.entry("stream", load::stream));
    // All kinds in turns first, so that none is measured with code compiled for another.
    for (int round = 0; round < 4; round++) {
      calls.forEach(call -> repeat(call.getValue(), seconds / 4));
    }
    calls.forEach(call -> measure(call.getKey(), call.getValue(), seconds));
    // Threads of the HTTP client would keep the JVM for a minute.
    System.exit(0);
  }

  private static void measure(String name, Runnable call, double seconds) {
    long cpu = SYSTEM.getProcessCpuTime();
    long bytes = allocated();
    long start = System.nanoTime();
    long count = repeat(call, seconds);
    long nanos = System.nanoTime() - start;
    System.out.printf(
        "%s %d %d %d%n",
        name,
        (SYSTEM.getProcessCpuTime() - cpu) / count,
        nanos / count,
        (allocated() - bytes) / count);
  }

  /** The number of calls made. */
  private static long repeat(Runnable call, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long count = 0;
    while (System.nanoTime() < end) {
      call.run();
      count++;
    }
    return count;
  }

  /** By all threads alive; those that come and go in between are few. */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private void chat() {
    client.chat().completions().create(chat);
  }

  private void tools() {
    client.chat().completions().create(tools);
  }

  private void stream() {
    try (StreamResponse<ChatCompletionChunk> answer =
        client.chat().completions().createStreaming(stream)) {
      long chunks = answer.stream().count();
      if (chunks < CannedAnswers.CHUNKS) {
        throw new IllegalStateException("expected all chunks of the answer: got " + chunks);
      }
    }
  }

  static ChatCompletionCreateParams.Builder history() {
    return ChatCompletionCreateParams.builder()
        .model("gpt-4o-mini")
        .temperature(0.2)
        .addSystemMessage("You help customers of a web shop. Be brief and friendly.")
        .addUserMessage("Where is my order?")
        .addAssistantMessage("Could you tell me the order number, please?")
        .addUserMessage("It is 4711.");
  }

  private static ChatCompletionCreateParams.Builder withTools(
      ChatCompletionCreateParams.Builder params) {
    return params
        .addTool(tool("lookup_order", "Looks an order up by its number", "order"))
        .addTool(tool("estimate_delivery", "Estimates when an order arrives", "postcode"))
        .addMessage(
            ChatCompletionAssistantMessageParam.builder()
                .addToolCall(
                    ChatCompletionMessageFunctionToolCall.builder()
                        .id("call_6w")
                        .function(
                            ChatCompletionMessageFunctionToolCall.Function.builder()
                                .name("lookup_order")
                                .arguments("{\"order\":\"4711\"}")
                                .build())
                        .build())
                .build())
        .addMessage(
            ChatCompletionToolMessageParam.builder()
                .toolCallId("call_6w")
                .content("{\"order\":\"4711\",\"state\":\"shipped\",\"carrier\":\"ParcelOne\"}")
                .build());
  }

  private static ChatCompletionFunctionTool tool(String name, String description, String field) {
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name(name)
                .description(description)
                .parameters(
                    FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of(field, Map.of("type", "string"))))
                        .build())
                .build())
        .build();
  }
}
