package io.treeline.exporter.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import io.treeline.exporter.model.ProjectId;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param key id of the key, for the log; {@code none} when no keys are asked for
 * @param project the one project that the caller can reach
 * @param scopes what the caller may do there
 * @param limit how much the caller may send
 */
public record Caller(String key, ProjectId project, Set<Scope> scopes, RateLimit limit) {

  /** Everybody, as long as no keys are asked for. */
  public static final Caller ANYONE =
      new Caller("none", ProjectId.DEFAULT, EnumSet.allOf(Scope.class), RateLimit.NONE);

  private static final AttributeKey<Caller> ATTRIBUTE =
      AttributeKey.valueOf(Caller.class, "CALLER");

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Who made a request.
   *
   * @throws IllegalStateException when nobody asked: a port without a guard must not answer
   */
  public static Caller of(ServiceRequestContext request) {
    Caller caller = request.attr(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("no guard let this request in: " + request.path());
    }
    return caller;
  }

  /** Whether the caller has one of these scopes. */
  public boolean may(Scope... any) {
    for (Scope scope : any) {
      if (scopes.contains(scope)) {
        return true;
      }
    }
    return false;
  }

  /** Lets a request in: everything behind the guard sees this caller. */
  public void enter(ServiceRequestContext request) {
    request.setAttr(ATTRIBUTE, this);
  }
}
