package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.aigc.generation.Generation;
import com.alibaba.dashscope.aigc.generation.GenerationParam;
import com.alibaba.dashscope.aigc.generation.GenerationResult;
import com.alibaba.dashscope.aigc.multimodalconversation.MultiModalConversation;
import com.alibaba.dashscope.aigc.multimodalconversation.MultiModalConversationParam;
import com.alibaba.dashscope.app.Application;
import com.alibaba.dashscope.app.ApplicationParam;
import com.alibaba.dashscope.common.Message;
import com.alibaba.dashscope.common.MultiModalMessage;
import com.alibaba.dashscope.common.ResultCallback;
import com.alibaba.dashscope.embeddings.TextEmbedding;
import com.alibaba.dashscope.embeddings.TextEmbeddingParam;
import com.alibaba.dashscope.tools.FunctionDefinition;
import com.alibaba.dashscope.tools.ToolFunction;
import com.alibaba.dashscope.utils.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What applications do with the DashScope SDK, with what every supported version has. */
public final class DashScopeProgram {

  private static final Generation GENERATION = new Generation();

  private DashScopeProgram() {}

  public static void main(String[] arguments) throws Exception {
    Constants.baseHttpApiUrl = arguments[0];
    Constants.apiKey = "none";

    seen("chat", text(GENERATION.call(hi("chat").build())));
    seen("parameters", text(GENERATION.call(parameters())));
    seen("tools", toolLoop());
    seen("stream", last(GENERATION.streamCall(hi("stream").build()).blockingLast()));
    StringBuilder streamed = new StringBuilder();
    GENERATION
        .streamCall(hi("increments").incrementalOutput(true).build())
        .blockingForEach(part -> streamed.append(last(part)));
    seen("increments", streamed);
    seen("first", last(GENERATION.streamCall(hi("first").build()).blockingFirst()));
    seen("callback", callback("callback", "nested"));
    seen("call-later", later("call-later"));
    for (String model : List.of("error", "error-stream")) {
      try {
        if (model.equals("error")) {
          GENERATION.call(hi(model).build());
        } else {
          GENERATION.streamCall(hi(model).build()).blockingLast();
        }
      } catch (Exception e) {
        seen(model, e.getClass().getName());
      }
    }
    seen("headers", text(GENERATION.call(withHeaders())));
    seen("picture", picture());
    seen(
        "embed",
        new TextEmbedding()
            .call(TextEmbeddingParam.builder().model("embed").texts(List.of("Hi")).build())
            .getOutput()
            .getEmbeddings()
            .size());
    applications();
    // OkHttp keeps threads for a minute.
    System.exit(0);
  }

  private static void applications() throws Exception {
    Application application = new Application();
    seen(
        "application",
        application
            .call(
                ApplicationParam.builder()
                    .appId("order-app")
                    .prompt("Where is A-17?")
                    .sessionId("conversation-0")
                    .build())
            .getOutput()
            .getText());
    seen(
        "application-stream",
        application
            .streamCall(ApplicationParam.builder().appId("stream-app").prompt("Hi").build())
            .blockingLast()
            .getOutput()
            .getText());
  }

  private static String toolLoop() throws Exception {
    ToolFunction lookup =
        ToolFunction.builder()
            .function(
                FunctionDefinition.builder()
                    .name("lookup_order")
                    .description("Looks an order up")
                    .build())
            .build();
    List<Message> messages = new ArrayList<>(List.of(user("Hi")));
    GenerationResult choice =
        GENERATION.call(hi("tools").messages(messages).tools(List.of(lookup)).build());
    messages.add(choice.getOutput().getChoices().get(0).getMessage());
    messages.add(
        Message.builder()
            .role("tool")
            .toolCallId("call_1")
            .content("{\"status\":\"shipped\"}")
            .build());
    return text(GENERATION.call(hi("tools").messages(messages).tools(List.of(lookup)).build()));
  }

  private static String callback(String model, String nested) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    GENERATION.streamCall(
        hi(model).build(),
        new ResultCallback<GenerationResult>() {
          private String last = "";

          @Override
          public void onEvent(GenerationResult part) {
            last = last(part);
          }

          @Override
          public void onComplete() {
            try {
              answer.complete(last + "; " + text(GENERATION.call(hi(nested).build())));
            } catch (Exception e) {
              answer.completeExceptionally(e);
            }
          }

          @Override
          public void onError(Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer.get(10, TimeUnit.SECONDS);
  }

  private static String later(String model) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    GENERATION.call(
        hi(model).build(),
        new ResultCallback<GenerationResult>() {
          @Override
          public void onEvent(GenerationResult result) {
            answer.complete(text(result));
          }

          @Override
          public void onComplete() {}

          @Override
          public void onError(Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer.get(10, TimeUnit.SECONDS);
  }

  private static String picture() throws Exception {
    MultiModalMessage message =
        MultiModalMessage.builder()
            .role("user")
            .content(
                List.of(
                    Map.of("image", "https://pictures.example/1.png"),
                    Map.of("text", "What is it?")))
            .build();
    return new MultiModalConversation()
        .call(MultiModalConversationParam.builder().model("picture").message(message).build())
        .getOutput()
        .getChoices()
        .get(0)
        .getMessage()
        .getContent()
        .toString();
  }

  private static GenerationParam parameters() {
    return hi("parameters")
        .messages(
            List.of(Message.builder().role("system").content("Be brief.").build(), user("Hi")))
        .temperature(0.5f)
        .topP(0.9)
        .topK(7)
        .seed(3)
        .maxTokens(100)
        .stopStrings(List.of("END"))
        .build();
  }

  private static GenerationParam withHeaders() {
    return hi("headers")
        .header("Helicone-Session-Id", "h-1")
        .header("Helicone-Session-Name", "Headers")
        .header("Helicone-Session-Path", "/by/header")
        .header("Helicone-Property-plan", "pro")
        .build();
  }

  private static GenerationParam.GenerationParamBuilder<?, ?> hi(String model) {
    return GenerationParam.builder()
        .model(model)
        .messages(List.of(user("Hi")))
        .resultFormat(GenerationParam.ResultFormat.MESSAGE);
  }

  private static Message user(String text) {
    return Message.builder().role("user").content(text).build();
  }

  private static String text(GenerationResult result) {
    return last(result);
  }

  private static String last(GenerationResult result) {
    return result.getOutput().getChoices().get(0).getMessage().getContent();
  }

  private static void seen(String what, Object value) {
    System.out.println("SEEN " + what + ": " + value);
  }
}
