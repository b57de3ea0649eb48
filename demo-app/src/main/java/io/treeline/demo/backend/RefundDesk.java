package io.treeline.demo.backend;

/** Refund rules, payments, and the supervisor who approves. Thread-safe. */
public final class RefundDesk {

  /** The rule for a reason, in words. */
  public String policy(String reason) {
    Latency.take(15);
    return reason + ": full refund within 14 days; above 100 EUR a supervisor approves.";
  }

  /** A customer's past orders, as a JSON object. */
  public String orderHistory(String customerId) {
    Latency.take(30);
    return "{\"customer_id\":\"" + customerId + "\",\"orders\":23,\"refunds\":1,\"years\":4}";
  }

  /** Waits for the supervisor's word: {@code approved} or {@code rejected}. */
  public String askSupervisor(String proposal) {
    Latency.take(120);
    return proposal.contains("in full") ? "approved" : "rejected";
  }

  /** Pays money back; a JSON object. */
  public String pay(String orderId, String amount) {
    Latency.take(30);
    return "{\"order_id\":\"" + orderId + "\",\"paid_eur\":\"" + amount + "\"}";
  }
}
