package io.treeline.demo.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.treeline.demo.backend.OrderDesk;
import io.treeline.demo.console.Console;
import io.treeline.demo.langchain4j.OrderLookup.CarrierSpecialist;

/** What the order assistant can do. A tool that throws tells the model why. */
final class OrderTools {

  private final OrderDesk orders;
  private final CarrierSpecialist specialist;
  private final Console console;

  OrderTools(OrderDesk orders, CarrierSpecialist specialist, Console console) {
    this.orders = orders;
    this.specialist = specialist;
    this.console = console;
  }

  @Tool(name = "lookup_order", value = "Looks up an order")
  String lookupOrder(@P(name = "order_id", value = "number of the order") String orderId) {
    console.step("tool", "lookup_order " + orderId);
    return orders.order(orderId);
  }

  @Tool(name = "lookup_customer", value = "Looks up who placed an order")
  String lookupCustomer(@P(name = "order_id", value = "number of the order") String orderId) {
    console.step("tool", "lookup_customer " + orderId);
    return orders.customer(orderId);
  }

  @Tool(name = "track_parcel", value = "Asks the carrier where a parcel is")
  String trackParcel(
      @P(name = "tracking_number", value = "the carrier's number") String trackingNumber) {
    console.step("tool", "track_parcel " + trackingNumber);
    return orders.track(trackingNumber);
  }

  @Tool(name = "estimate_delivery", value = "Forecasts the day of delivery")
  String estimateDelivery(
      @P(name = "tracking_number", value = "the carrier's number") String trackingNumber) {
    console.step("tool", "estimate_delivery " + trackingNumber);
    return orders.forecast(trackingNumber);
  }

  @Tool(name = "estimate_from_history", value = "Median of past deliveries on a route")
  String estimateFromHistory(@P(name = "route", value = "from and to") String route) {
    console.step("tool", "estimate_from_history " + route);
    return orders.history(route);
  }

  @Tool(name = "ask_carrier_specialist", value = "Asks the specialist for carriers' rules")
  String askCarrierSpecialist(@P(name = "question", value = "in words") String question) {
    console.step("sub-agent", question);
    return specialist.advise(question);
  }
}
