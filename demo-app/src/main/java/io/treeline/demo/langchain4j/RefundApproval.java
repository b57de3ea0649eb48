package io.treeline.demo.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.workflow.HumanInTheLoop;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import io.treeline.demo.backend.RefundDesk;
import io.treeline.demo.console.Console;

/**
 * Refunds a damaged delivery: two agents look at it at the same time, a supervisor approves, a
 * third agent pays.
 */
public final class RefundApproval {

  private static final String CONVERSATION = "refund-2002";

  private final RefundWorkflow workflow;
  private final Console console;

  /** The whole workflow. */
  public interface RefundWorkflow {

    @Agent(name = "refund_workflow", description = "Handles a refund from request to payment")
    String handle(@MemoryId String conversation, @V("request") String request);
  }

  /** Applies the policy. */
  public interface RefundAssessor {

    @SystemMessage("You assess refund requests by our policy.")
    @UserMessage("{{request}}")
    @Agent(name = "refund_assessor", description = "Proposes a refund", outputKey = "proposal")
    String assess(@V("request") String request);
  }

  /** Looks at the customer's history. */
  public interface FraudChecker {

    @SystemMessage("You look for signs of fraud in refund requests.")
    @UserMessage("{{request}}")
    @Agent(name = "fraud_checker", description = "Rates the risk", outputKey = "risk")
    String check(@V("request") String request);
  }

  /** Pays, if it may. */
  public interface RefundPayer {

    @SystemMessage("You carry out refunds that a supervisor has approved.")
    @UserMessage("Proposal: {{proposal}} Risk: {{risk}} The supervisor said: {{approval}}.")
    @Agent(name = "refund_payer", description = "Pays the refund", outputKey = "answer")
    String pay(
        @V("proposal") String proposal, @V("risk") String risk, @V("approval") String approval);
  }

  public RefundApproval(Models models, RefundDesk refunds, Console console) {
    this.console = console;
    Tools tools = new Tools(refunds, console);
    RefundAssessor assessor =
        AgenticServices.agentBuilder(RefundAssessor.class)
            .chatModel(models.chat("o4-mini"))
            .tools(tools)
            .build();
    FraudChecker checker =
        AgenticServices.agentBuilder(FraudChecker.class)
            .chatModel(models.chat("gpt-4o-mini"))
            .tools(tools)
            .build();
    UntypedAgent checks =
        AgenticServices.parallelBuilder().name("checks").subAgents(assessor, checker).build();
    HumanInTheLoop supervisor =
        AgenticServices.humanInTheLoopBuilder()
            .description("Asks the supervisor to approve a refund")
            .outputKey("approval")
            .responseProvider(
                scope -> ask(refunds, scope.readState("proposal", "nothing was proposed")))
            .build();
    RefundPayer payer =
        AgenticServices.agentBuilder(RefundPayer.class)
            .chatModel(models.chat("gpt-4o-mini"))
            .tools(tools)
            .build();
    this.workflow =
        AgenticServices.sequenceBuilder(RefundWorkflow.class)
            .subAgents(checks, supervisor, payer)
            .outputKey("answer")
            .build();
  }

  /** Serves one customer. */
  public void run() {
    console.title("Refund with approval (LangChain4j agentic: sequence, parallel, human)");
    String request = "The tent of order 2002 arrived torn. I would like my 149.00 EUR back.";
    console.step("customer", request);
    console.step("answer", workflow.handle(CONVERSATION, request));
  }

  private String ask(RefundDesk refunds, String proposal) {
    console.step("human", "asked to approve: " + proposal);
    String answer = refunds.askSupervisor(proposal);
    console.step("human", answer);
    return answer;
  }

  /** What the agents can do; each uses the one tool its instructions speak of. */
  static final class Tools {

    private final RefundDesk refunds;
    private final Console console;

    Tools(RefundDesk refunds, Console console) {
      this.refunds = refunds;
      this.console = console;
    }

    @Tool(name = "refund_policy", value = "The rule for a reason")
    String policy(@P(name = "reason", value = "such as damaged") String reason) {
      console.step("tool", "refund_policy " + reason);
      return refunds.policy(reason);
    }

    @Tool(name = "order_history", value = "A customer's past orders and refunds")
    String history(@P(name = "customer_id", value = "id of the customer") String customerId) {
      console.step("tool", "order_history " + customerId);
      return refunds.orderHistory(customerId);
    }

    @Tool(name = "issue_refund", value = "Pays money back to the customer")
    String issue(
        @P(name = "order_id", value = "number of the order") String orderId,
        @P(name = "amount", value = "in EUR") String amount) {
      console.step("tool", "issue_refund " + orderId + " " + amount);
      return refunds.pay(orderId, amount);
    }
  }
}
