package io.treeline.demo.model;

import static io.treeline.demo.model.Reply.call;

import java.util.List;

/** Somebody waits for a parcel. */
final class OrderScripts {

  private static final String TRACKING = "JD014600";

  private OrderScripts() {}

  static Script order() {
    return PhraseScript.when("You answer questions about orders", OrderScripts::orderTurn);
  }

  private static Reply orderTurn(ChatRequest request) {
    if (request.resultsOf("lookup_order").isEmpty()) {
      return Reply.use(
          "The order and the customer are independent: look up both at once.",
          call("lookup_order", "order_id", "4711"),
          call("lookup_customer", "order_id", "4711"));
    }
    List<String> tracking = request.resultsOf("track_parcel");
    if (tracking.isEmpty()) {
      return Reply.use(
          "It has been handed to the carrier: ask where it is.",
          call("track_parcel", "tracking_number", TRACKING));
    }
    if (tracking.size() == 1 && SupportScripts.failed(tracking.get(0))) {
      return Reply.use(
          "The carrier did not answer in time: ask again.",
          call("track_parcel", "tracking_number", TRACKING));
    }
    List<String> forecast = request.resultsOf("estimate_delivery");
    if (forecast.isEmpty()) {
      return Reply.use(
          "It is in Leipzig: forecast the day of delivery.",
          call("estimate_delivery", "tracking_number", TRACKING));
    }
    if (SupportScripts.failed(forecast.get(0))
        && request.resultsOf("estimate_from_history").isEmpty()) {
      return Reply.use(
          "The forecast is down for maintenance, asking again would not help. Past deliveries on"
              + " this route are good enough.",
          call("estimate_from_history", "route", "Leipzig-Hamburg"));
    }
    if (request.resultsOf("ask_carrier_specialist").isEmpty()) {
      return Reply.use(
          "The customer is away on Thursday: the specialist knows what the carrier allows.",
          call(
              "ask_carrier_specialist",
              "question",
              "Can parcel " + TRACKING + " be left with a neighbour?"));
    }
    return Reply.say(
        "Your order 4711 is in Leipzig and should reach you on Thursday. If you are away, the"
            + " carrier can leave it with a neighbour: choose one in the link we sent you before"
            + " Wednesday evening.");
  }

  static Script carrier() {
    return PhraseScript.when(
        "You know the rules of parcel carriers",
        request ->
            request.resultsOf("carrier_rules").isEmpty()
                ? Reply.use("", call("carrier_rules", "carrier", "ParcelOne"))
                : Reply.say(
                    "Yes: ParcelOne delivers to a named neighbour if the recipient says so by 20:00"
                        + " the day before."));
  }
}
