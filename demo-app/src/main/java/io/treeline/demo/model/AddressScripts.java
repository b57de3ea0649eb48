package io.treeline.demo.model;

import static io.treeline.demo.model.Reply.call;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a parcel sent elsewhere. The second version of the instructions has the model look
 * up postcodes first, write house numbers plainly, ask the warehouse once, and ask a person instead
 * of giving up; the first says none of this.
 */
final class AddressScripts {

  private static final Pattern QUESTION =
      Pattern.compile("Order (\\d+): please deliver to (.+), (\\d+) ");
  private static final Pattern POSTCODE = Pattern.compile("\"postcode\":\"(\\d+)\"");
  private static final Pattern KNOWN_IN = Pattern.compile("it is in (\\d+)");
  private static final int PATIENCE = 5;

  private AddressScripts() {}

  static Script change() {
    return PhraseScript.when("You change delivery addresses", AddressScripts::turn);
  }

  static Script expert() {
    return PhraseScript.when(
        "You know how addresses are written",
        request ->
            request.resultsOf("postal_guide").isEmpty()
                ? Reply.use("", call("postal_guide"))
                : Reply.say(
                    "What follows the slash is the flat, second floor on the left, and no part of"
                        + " the house number. The street is abbreviated. Check this:"
                        + " Osterstrasse 9"));
  }

  private static Reply turn(ChatRequest request) {
    Matcher asked = QUESTION.matcher(request.question());
    if (!asked.find()) {
      return Reply.say("Which order, and where to?");
    }
    boolean second = request.instructions().contains("look up the postcode");
    String order = asked.group(1);
    String street = asked.group(2);
    if (request.resultsOf("find_order").isEmpty()) {
      Reply.Call find = call("find_order", "order_id", order);
      return second
          ? Reply.use(
              "The order and the postcode are independent: look up both at once.",
              find,
              call("lookup_postcode", "street", street))
          : Reply.use("First the order.", find);
    }
    String postcode =
        second ? first(POSTCODE, request.resultsOf("lookup_postcode").get(0)) : asked.group(3);
    Reply check = check(request, second, street, postcode);
    return check != null ? check : carryOut(request, second, order, street, postcode);
  }

  /** What to do about the address; null when it is good. */
  private static @Nullable Reply check(
      ChatRequest request, boolean second, String street, String postcode) {
    List<String> checks = request.resultsOf("check_address");
    if (checks.isEmpty()) {
      return Reply.use("Is the address one?", checkCall(street, postcode));
    }
    String last = checks.get(checks.size() - 1);
    if (last.contains("\"valid\":true")
        || !request.resultsOf("check_street_register").isEmpty()
        || !request.resultsOf("ask_dispatcher").isEmpty()) {
      return null;
    }
    if (last.contains("unavailable")) {
      return Reply.use(
          "The service is down: the register of streets knows it as well.",
          call("check_street_register", "street", street));
    }
    if (last.contains("cannot read")) {
      return unreadable(request, second, street, postcode);
    }
    if (checks.size() == 1 && (last.contains("timed out") || !second)) {
      return Reply.use("That may have been a hiccup: once more.", checkCall(street, postcode));
    }
    String known = first(KNOWN_IN, last);
    if (!known.isEmpty()) {
      return Reply.use("The street is in " + known + ": check it there.", checkCall(street, known));
    }
    return second
        ? Reply.use(
            "No service knows the street: a person has to say whether we deliver there.",
            call("ask_dispatcher", "question", "Deliver to " + street + ", " + postcode + "?"))
        : Reply.say("I could not confirm the address. A colleague will call you.");
  }

  private static Reply unreadable(
      ChatRequest request, boolean second, String street, String postcode) {
    if (!second && request.resultsOf("ask_postal_expert").isEmpty()) {
      return Reply.use(
          "I cannot tell what is wrong with it: the expert will.",
          call("ask_postal_expert", "question", "How is \"" + street + "\" written?"));
    }
    return Reply.use(
        "Without the flat, and the street in full.", checkCall("Osterstrasse 9", postcode));
  }

  private static Reply carryOut(
      ChatRequest request, boolean second, String order, String street, String postcode) {
    int asked = request.resultsOf("shipment_status").size();
    if (request.resultsOf("find_order").get(0).contains("packing")
        && asked < (second ? 1 : PATIENCE)) {
      return Reply.use(
          asked == 0
              ? "It is being packed: may the address still be changed?"
              : "Still being packed: look again.",
          call("shipment_status", "order_id", order));
    }
    return request.resultsOf("change_address").isEmpty()
        ? Reply.use(
            "The address is good: change it.",
            call("change_address", "order_id", order, "street", street, "postcode", postcode))
        : Reply.say("Done: order " + order + " goes to " + street + ".");
  }

  private static Reply.Call checkCall(String street, String postcode) {
    return call("check_address", "street", street, "postcode", postcode);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
