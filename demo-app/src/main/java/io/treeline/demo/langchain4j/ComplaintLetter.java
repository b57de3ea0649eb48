package io.treeline.demo.langchain4j;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import io.treeline.demo.console.Console;
import java.util.Locale;

/**
 * Answers a complaint: a letter is drafted, then criticised and edited until it is good enough,
 * which it never is, so the loop ends at its limit.
 */
public final class ComplaintLetter {

  private static final String CONVERSATION = "complaint-3003";
  private static final int MAX_ROUNDS = 3;
  private static final double GOOD_ENOUGH = 0.9;

  private final LetterWorkflow workflow;
  private final Console console;

  /** The whole workflow. */
  public interface LetterWorkflow {

    @Agent(name = "letter_workflow", description = "Answers a complaint by letter")
    String answer(@MemoryId String conversation, @V("complaint") String complaint);
  }

  /** Writes the first version. */
  public interface LetterWriter {

    @SystemMessage("You draft letters to customers.")
    @UserMessage("{{complaint}}")
    @Agent(name = "letter_writer", description = "Drafts the letter", outputKey = "letter")
    String write(@V("complaint") String complaint);
  }

  /** Says how good it is. */
  public interface ToneCritic {

    @SystemMessage("You judge the tone of letters. Answer with a number from 0 to 1.")
    @UserMessage("{{letter}}")
    @Agent(name = "tone_critic", description = "Scores the tone", outputKey = "score")
    double judge(@V("letter") String letter);
  }

  /** Makes it better. */
  public interface LetterEditor {

    @SystemMessage("You edit letters so that they sound warmer.")
    @UserMessage("Score so far: {{score}}. Letter: {{letter}}")
    @Agent(name = "letter_editor", description = "Improves the letter", outputKey = "letter")
    String edit(@V("letter") String letter, @V("score") double score);
  }

  public ComplaintLetter(Models models, Console console) {
    this.console = console;
    LetterWriter writer =
        AgenticServices.agentBuilder(LetterWriter.class).chatModel(models.chat("gpt-4o")).build();
    ToneCritic critic =
        AgenticServices.agentBuilder(ToneCritic.class)
            .chatModel(models.chat("gpt-4o-mini"))
            .build();
    LetterEditor editor =
        AgenticServices.agentBuilder(LetterEditor.class).chatModel(models.chat("gpt-4o")).build();
    UntypedAgent polish =
        AgenticServices.loopBuilder()
            .name("polish")
            .subAgents(critic, editor)
            .maxIterations(MAX_ROUNDS)
            .exitCondition(scope -> goodEnough(scope.readState("score", 0.0)))
            .testExitAtLoopEnd(true)
            .outputKey("letter")
            .build();
    this.workflow =
        AgenticServices.sequenceBuilder(LetterWorkflow.class)
            .subAgents(writer, polish)
            .outputKey("letter")
            .build();
  }

  /** Answers one complaint. */
  public void run() {
    console.title("Complaint letter (LangChain4j agentic: a loop that hits its limit)");
    String complaint = "Mr Weber writes: my parcel was two weeks late and nobody told me.";
    console.step("customer", complaint);
    console.step("letter", workflow.answer(CONVERSATION, complaint));
    console.step("limit", "not good enough after " + MAX_ROUNDS + " rounds; a person takes over");
  }

  private boolean goodEnough(double score) {
    console.step("critic", String.format(Locale.ROOT, "score %.1f of %.1f", score, GOOD_ENOUGH));
    return score >= GOOD_ENOUGH;
  }
}
