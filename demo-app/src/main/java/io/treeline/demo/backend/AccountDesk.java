package io.treeline.demo.backend;

import java.util.concurrent.atomic.AtomicInteger;

/** Accounts and the mail relay. Thread-safe. */
public final class AccountDesk {

  private final AtomicInteger mails = new AtomicInteger();
  private final AtomicInteger planChanges = new AtomicInteger();

  /** Finds the account of an e-mail address; a JSON object. */
  public String findAccount(String email) {
    Latency.take(15);
    return "{\"account_id\":\"acc-17\",\"email\":\""
        + email
        + "\",\"status\":\"active\",\"email_verified\":true}";
  }

  /**
   * Mails a link; a JSON object.
   *
   * @throws BackendException on the first call: the relay takes too long
   */
  public String sendResetLink(String accountId) {
    if (mails.getAndIncrement() == 0) {
      Latency.take(60);
      throw new BackendException("mail relay mail-2 timed out after 60 ms");
    }
    Latency.take(20);
    return "{\"account_id\":\"" + accountId + "\",\"status\":\"sent\",\"valid_minutes\":30}";
  }

  /** Everything that ever happened to an account: some 40 KB of JSON. */
  public String history(String accountId) {
    Latency.take(25);
    StringBuilder history = new StringBuilder("{\"account_id\":\"" + accountId + "\",\"events\":[");
    for (int i = 0; i < 500; i++) {
      history.append(i == 0 ? "" : ",");
      history.append("{\"event\":").append(i);
      history.append(",\"what\":\"signed in\",\"from\":\"10.0.").append(i % 250).append(".1\",");
      history.append("\"device\":\"browser\"}");
    }
    return history.append("]}").toString();
  }

  /**
   * Moves an account to another plan; a JSON object.
   *
   * @throws BackendException on the first call: somebody else holds the account
   */
  public String changePlan(String accountId, String plan) {
    if (planChanges.getAndIncrement() == 0) {
      Latency.take(10);
      throw new BackendException("account " + accountId + " is locked by another change");
    }
    Latency.take(20);
    return "{\"account_id\":\"" + accountId + "\",\"plan\":\"" + plan + "\"}";
  }
}
