package io.treeline.exporter.api;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.access.AccessDeniedException;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.access.Gate;
import io.treeline.exporter.access.GrpcDenial;
import io.treeline.exporter.access.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever may ask, by key or by the cookie of a login. Everything needs the scope {@code
 * read} but for what is said here: a new operation is guarded without a word about it.
 */
final class ApiGuard implements DecoratingHttpServiceFunction {

  /** Say nothing of what is stored, and are needed before anybody can log in. */
  private static final Set<String> OPEN =
      Set.of("/health", "/ready", Logins.LOGIN, Logins.LOGOUT, "/favicon.ico");

  private final Gate gate;
  private final Clock clock;

  ApiGuard(Gate gate, Clock clock) {
    this.gate = gate;
    this.clock = clock;
  }

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest req)
      throws Exception {
    String path = ctx.path();
    String route = ctx.config().route().patternString();
    if (!isOpen(route, path)) {
      try {
        Gate.require(caller(ctx, req), scopes(req.method(), route)).enter(ctx);
      } catch (AccessDeniedException e) {
        return denied(e, path, req);
      }
    }
    return delegate.serve(ctx, req);
  }

  /** By the route that answers, not by how its address was spelt. */
  private static boolean isOpen(String route, String path) {
    boolean isPage = route.equals("/*") || route.equals("/**");
    return OPEN.contains(route)
        || (isPage && (path.equals(Logins.LOGIN) || path.startsWith("/assets/")));
  }

  private static Scope[] scopes(HttpMethod method, String route) {
    if (route.equals("/metrics")) {
      return new Scope[] {Scope.METRICS, Scope.ADMIN};
    }
    boolean deletes = method == HttpMethod.DELETE && route.startsWith("/api/v1/sessions/");
    if (deletes || route.equals("/api/v1/backup")) {
      return new Scope[] {Scope.ADMIN};
    }
    if (route.equals(RepriceService.PATH)) {
      return new Scope[] {Scope.ADMIN};
    }
    if (route.equals("/api/v1/projects") || route.startsWith("/api/v1/projects/")) {
      return new Scope[] {Scope.ADMIN};
    }
    if (route.equals(TransferServices.IMPORT)) {
      return new Scope[] {Scope.INGEST};
    }
    return new Scope[] {Scope.READ};
  }

  private Caller caller(ServiceRequestContext ctx, HttpRequest req) {
    if (gate.isOpen() || Gate.secret(req.headers()) != null) {
      return gate.caller(req.headers());
    }
    String name = Logins.cookieName(ctx);
    for (Cookie cookie : req.headers().cookies()) {
      if (cookie.name().equals(name)) {
        Caller caller = gate.cookies().caller(cookie.value(), clock.instant());
        if (caller != null && Logins.isFromHere(req)) {
          return caller;
        }
      }
    }
    return gate.caller(req.headers());
  }

  private static HttpResponse denied(AccessDeniedException e, String path, HttpRequest req) {
    if (GrpcDenial.isGrpc(req)) {
      return GrpcDenial.answer(e);
    }
    if (!e.isForbidden() && isPage(path, req)) {
      String next = URLEncoder.encode(req.path(), StandardCharsets.UTF_8);
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.SEE_OTHER)
              .set(HttpHeaderNames.LOCATION, Logins.LOGIN + "?next=" + next)
              .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
              .build());
    }
    if (e.isForbidden()) {
      return ErrorMapping.error(
          HttpStatus.FORBIDDEN, "PERMISSION_DENIED", String.valueOf(e.getMessage()));
    }
    // Not Basic: a browser would ask for a password of its own and send it with foreign requests.
    return ErrorMapping.error(
            HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED", String.valueOf(e.getMessage()))
        .mapHeaders(all -> all.toBuilder().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer").build());
  }

  private static boolean isPage(String path, HttpRequest req) {
    @Nullable String accept = req.headers().get(HttpHeaderNames.ACCEPT);
    return req.method() == HttpMethod.GET
        && accept != null
        && accept.contains("text/html")
        && !path.startsWith("/api/")
        && !path.startsWith("/v1/");
  }
}
