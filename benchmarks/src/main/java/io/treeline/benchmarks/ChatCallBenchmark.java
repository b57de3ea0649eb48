package io.treeline.benchmarks;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One chat call through the real client with a four-message history, without any network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ChatCallBenchmark {

  private final OpenAIClient client =
      new OpenAIClientImpl(
          ClientOptions.builder()
              .httpClient(new CannedHttpClient())
              .baseUrl("http://127.0.0.1:9/v1")
              .apiKey("benchmark")
              .build());

  private final ChatCompletionCreateParams params =
      ChatCompletionCreateParams.builder()
          .model("gpt-4o-mini")
          .temperature(0.2)
          .addSystemMessage("You help customers of a web shop. Be brief and friendly.")
          .addUserMessage("Where is my order?")
          .addAssistantMessage("Could you tell me the order number, please?")
          .addUserMessage("It is 4711.")
          .build();

  @Benchmark
  public ChatCompletion chat() {
    return client.chat().completions().create(params);
  }
}
