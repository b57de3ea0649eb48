package io.treeline.demo.model;

import static io.treeline.demo.model.Reply.call;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody cannot log in. */
final class PasswordScripts {

  private static final Pattern EMAIL = Pattern.compile("[\\w.]+@[\\w.]+\\w");
  private static final Pattern ACCOUNT = Pattern.compile("acc-\\d+");

  private PasswordScripts() {}

  static Script classify() {
    return PhraseScript.whenBusy(
        "Name the customer's intent",
        request -> Reply.say(request.question().contains("password") ? "password_reset" : "other"));
  }

  static Script reset() {
    return PhraseScript.when("You reset passwords", PasswordScripts::resetTurn);
  }

  private static Reply resetTurn(ChatRequest request) {
    List<String> accounts = request.resultsOf("find_account");
    if (accounts.isEmpty()) {
      return Reply.use(
          "I need the account before I can send a link to it.",
          call("find_account", "email", first(EMAIL, request.question())));
    }
    List<String> links = request.resultsOf("send_reset_link");
    Reply.Call send = call("send_reset_link", "account_id", first(ACCOUNT, accounts.get(0)));
    if (links.isEmpty()) {
      return Reply.use("The account is active and its e-mail is verified: send the link.", send);
    }
    if (SupportScripts.failed(links.get(links.size() - 1)) && links.size() < 3) {
      return Reply.use("The mail relay timed out, which usually passes: try once more.", send);
    }
    return Reply.say("The reset link is on its way.");
  }

  static Script confirm() {
    return PhraseScript.when(
        "Write to the customer",
        request ->
            Reply.say(
                "Hello Maria, we have sent a link to reset your password to your e-mail address. It"
                    + " is valid for 30 minutes and works once. If you did not ask for it, simply"
                    + " ignore it and your password stays as it is. Kind regards, your support"
                    + " team"));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group() : "";
  }
}
