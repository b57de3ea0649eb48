package io.treeline.exporter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.access.AccessDeniedException;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.access.Gate;
import io.treeline.exporter.access.LoginCookie;
import io.treeline.exporter.access.Scope;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns a key into a cookie for a browser: {@code POST /login} with {@code {"key": ...}}. The
 * cookie can be read by no script and is sent by no foreign site; requests that a page of another
 * origin makes (another port of the same host is the same site) are refused on top.
 */
public final class Logins {

  static final String LOGIN = "/login";
  static final String LOGOUT = "/logout";

  private final Gate gate;
  private final Clock clock;

  private Logins(Gate gate, Clock clock) {
    this.gate = gate;
    this.clock = clock;
  }

  /** Adds guard and logins to a server. */
  public static void install(ServerBuilder server, Gate gate, Clock clock) {
    Logins logins = new Logins(gate, clock);
    server.decorator(new ApiGuard(gate, clock));
    server.service(
        Route.builder().methods(com.linecorp.armeria.common.HttpMethod.POST).path(LOGIN).build(),
        (ctx, req) ->
            HttpResponse.of(
                req.aggregate()
                    .thenApplyAsync(
                        body -> logins.login(ctx, req, body), ctx.blockingTaskExecutor())));
    server.service(
        Route.builder().methods(com.linecorp.armeria.common.HttpMethod.POST).path(LOGOUT).build(),
        (ctx, req) ->
            isFromHere(req)
                ? done(cookie(ctx, "", 0))
                : ErrorMapping.error(
                    HttpStatus.FORBIDDEN, "PERMISSION_DENIED", "log out from the page itself"));
  }

  /** One for each port: cookies do not tell ports apart. */
  static String cookieName(ServiceRequestContext ctx) {
    return "treeline-" + ctx.localAddress().getPort();
  }

  /** Whether no page of another origin made a request, as far as the browser says. */
  static boolean isFromHere(HttpRequest req) {
    String origin = req.headers().get(HttpHeaderNames.ORIGIN);
    String authority = req.authority();
    if (origin != null) {
      int host = origin.indexOf("://");
      return host > 0
          && authority != null
          && origin
              .substring(host + 3)
              .toLowerCase(Locale.ROOT)
              .equals(authority.toLowerCase(Locale.ROOT));
    }
    String site = req.headers().get("sec-fetch-site");
    return site == null
        || site.equals("same-origin")
        || site.equals("none")
        // A link on another page may lead here: it shows something, and shows it to the user only.
        || "navigate".equals(req.headers().get("sec-fetch-mode"));
  }

  private HttpResponse login(
      ServiceRequestContext ctx, HttpRequest req, AggregatedHttpRequest body) {
    MediaType type = req.contentType();
    if (type == null || !type.isJson() || !isFromHere(req)) {
      return ErrorMapping.error(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "INVALID_ARGUMENT",
          "post {\"key\": \"...\"} as application/json from the page itself");
    }
    try {
      String key = key(body);
      if (gate.isOpen()) {
        return ErrorMapping.error(
            HttpStatus.BAD_REQUEST, "INVALID_ARGUMENT", "no keys are asked for: auth is none");
      }
      Caller caller = Gate.require(gate.caller(key == null ? "" : key), Scope.READ);
      String value = gate.cookies().issue(caller, clock.instant());
      return done(cookie(ctx, value, LoginCookie.LASTS.toSeconds()));
    } catch (AccessDeniedException e) {
      return ErrorMapping.error(
          e.isForbidden() ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED,
          e.isForbidden() ? "PERMISSION_DENIED" : "UNAUTHENTICATED",
          String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String key(AggregatedHttpRequest body) {
    try {
      JsonNode json = JsonBody.exactReader().readTree(body.content().array());
      String key = json == null ? null : json.path("key").textValue();
      return key == null ? null : key.strip();
    } catch (IOException e) {
      return null;
    }
  }

  private static HttpResponse done(Cookie cookie) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.NO_CONTENT)
            .set(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader())
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build());
  }

  private static Cookie cookie(ServiceRequestContext ctx, String value, long seconds) {
    return Cookie.secureBuilder(cookieName(ctx), value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(ctx.sessionProtocol().isTls())
        .build();
  }
}
