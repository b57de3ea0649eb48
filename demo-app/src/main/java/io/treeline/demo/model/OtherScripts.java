package io.treeline.demo.model;

import static io.treeline.demo.model.Reply.call;

/** Short conversations. */
final class OtherScripts {

  private OtherScripts() {}

  static Script faq() {
    return PhraseScript.when(
        "You answer general questions",
        request ->
            request.resultsOf("search_faq").isEmpty()
                ? Reply.use("", call("search_faq", "topic", "opening hours"))
                : Reply.say(
                    "We are there for you from Monday to Friday, 8:00 to 20:00, and on Saturdays"
                        + " from 9:00 to 14:00."));
  }

  static Script closure() {
    return PhraseScript.when(
        "You close accounts",
        request ->
            request.resultsOf("account_history").isEmpty()
                ? Reply.use(
                    "Before an account is closed its history has to be checked.",
                    call("account_history", "account_id", "acc-17"))
                : Reply.say("The account can be closed."));
  }

  static Script triage() {
    return PhraseScript.when(
        "Summarise the ticket",
        request -> Reply.say("Invoice 2026-118 names a wrong address; the customer needs a copy."));
  }

  static Script knowledge() {
    return PhraseScript.when(
        "You answer from our articles",
        request ->
            request.resultsOf("change_plan").isEmpty()
                ? Reply.use(
                    "The article says that plans can be changed at any time: do it.",
                    call("change_plan", "account_id", "acc-29", "plan", "team"))
                : Reply.say(
                    "Done: your account is on the team plan from today, and the difference is on"
                        + " your next invoice."));
  }
}
