package io.treeline.exporter.access;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import io.treeline.exporter.model.ProjectId;
import java.util.Set;

/**
 * Who asks.
 *
 * @param key id of the key, for the log; {@code none} when no keys are asked for
 * @param project the one project that the caller can reach
 * @param scopes what the caller may do there
 */
public record Caller(String key, ProjectId project, Set<Scope> scopes) {

  /** Everybody, as long as no keys are asked for. */
  public static final Caller ANYONE =
      new Caller("none", ProjectId.DEFAULT, Set.of(Scope.INGEST, Scope.READ, Scope.ADMIN));

  private static final AttributeKey<Caller> ATTRIBUTE =
      AttributeKey.valueOf(Caller.class, "CALLER");

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Who made a request. */
  public static Caller of(ServiceRequestContext request) {
    Caller caller = request.attr(ATTRIBUTE);
    return caller == null ? ANYONE : caller;
  }

  void made(ServiceRequestContext request) {
    request.setAttr(ATTRIBUTE, this);
  }
}
