package io.treeline.demo.model;

import static io.treeline.demo.model.Reply.call;

/** Somebody wants money back: assessed and checked for fraud, approved by a person, paid. */
final class RefundScripts {

  private RefundScripts() {}

  static Script assess() {
    return PhraseScript.when(
        "You assess refund requests",
        request ->
            request.resultsOf("refund_policy").isEmpty()
                ? Reply.use(
                    "The policy for damaged goods decides this.",
                    call("refund_policy", "reason", "damaged"))
                : Reply.say(
                    "Refund 149.00 EUR in full: damaged on arrival, reported within 14 days. Above"
                        + " 100 EUR a person has to approve."));
  }

  static Script fraud() {
    return PhraseScript.when(
        "You look for signs of fraud",
        request ->
            request.resultsOf("order_history").isEmpty()
                ? Reply.use("", call("order_history", "customer_id", "c-88"))
                : Reply.say("Low risk: 23 orders in four years, one refund."));
  }

  static Script pay() {
    return PhraseScript.when(
        "You carry out refunds",
        request -> {
          if (!request.question().contains("approved")) {
            return Reply.say("Nothing was paid: the refund was not approved.");
          }
          return request.resultsOf("issue_refund").isEmpty()
              ? Reply.use(
                  "Approved: pay it out.",
                  call("issue_refund", "order_id", "2002", "amount", "149.00"))
              : Reply.say("149.00 EUR are on their way back to the customer's card.");
        });
  }
}
