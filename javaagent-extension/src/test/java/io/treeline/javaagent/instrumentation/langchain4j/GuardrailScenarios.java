package io.treeline.javaagent.instrumentation.langchain4j;

import static io.treeline.javaagent.instrumentation.langchain4j.LangChain4jScenarios.check;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailException;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;

/** Guardrails of AI services, which there have been since 1.1. */
final class GuardrailScenarios {

  private GuardrailScenarios() {}

  interface GuardedDesk {
    String answer(String question);
  }

  interface RefusingDesk {
    String answer(String question);
  }

  static final class Polite implements InputGuardrail {
    @Override
    public InputGuardrailResult validate(UserMessage message) {
      return success();
    }
  }

  static final class Rude implements InputGuardrail {
    @Override
    public InputGuardrailResult validate(UserMessage message) {
      return fatal("not in that tone");
    }
  }

  static final class NoNumbers implements OutputGuardrail {
    @Override
    public OutputGuardrailResult validate(AiMessage message) {
      return message.text().matches(".*\\d.*")
          ? reprompt("has a number", "Leave numbers out")
          : success();
    }
  }

  static void run(String baseUrl) {
    ChatModel model =
        OpenAiChatModel.builder().baseUrl(baseUrl).apiKey("none").modelName("guarded").build();
    GuardedDesk desk =
        AiServices.builder(GuardedDesk.class)
            .chatModel(model)
            .chatMemory(dev.langchain4j.memory.chat.MessageWindowChatMemory.withMaxMessages(10))
            .inputGuardrails(new Polite())
            .outputGuardrails(new NoNumbers())
            .build();
    check("call us", desk.answer("How do I reach you?"));
    try {
      AiServices.builder(RefusingDesk.class)
          .chatModel(model)
          .inputGuardrails(new Rude())
          .build()
          .answer("You!");
      throw new AssertionError("expected the guardrail to refuse");
    } catch (InputGuardrailException expected) {
      System.out.println("refused as it should be: " + expected);
    }
  }
}
