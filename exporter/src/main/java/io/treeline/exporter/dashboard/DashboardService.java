package io.treeline.exporter.dashboard;

import com.linecorp.armeria.common.CacheControl;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.EncodingService;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Serves the dashboard. Bind it under {@code /}: {@code /assets/…} are files of the jar, {@code
 * /api/…} is never answered here, and every other path is a place inside the page, so it gets
 * {@code index.html}.
 *
 * <p>Every answer forbids inline script and style, foreign hosts, framing and assigning strings as
 * HTML. Files are revalidated on each use by an entity tag of their content, because the jar's
 * timestamps are the same for all builds of a version. Those that {@code index.html} names are
 * asked for under an address that is new with each start ({@code /assets/run-…/main.js}), and so
 * are all that they import: a browser keeps them until then and need not ask for each again.
 */
public final class DashboardService implements HttpService {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "content-security-policy", CONTENT_SECURITY_POLICY,
          "x-content-type-options", "nosniff",
          "referrer-policy", "no-referrer",
          "cross-origin-opener-policy", "same-origin",
          "cross-origin-resource-policy", "same-origin",
          "permissions-policy", "camera=(), geolocation=(), microphone=()");

  private static final String MAIN = "/assets/main.js";
  private static final String INDEX = "/index.html";

  /** The same page, each naming the modules of the view it begins with. */
  private static final String LIST_INDEX = "/index.html of the sessions";

  private static final String SESSION_INDEX = "/index.html of a session";

  private static final Map<String, List<String>> PAGES =
      Map.of(
          INDEX, List.of(MAIN),
          LIST_INDEX, List.of(MAIN, "/assets/sessions/sessions-view.js"),
          SESSION_INDEX, List.of(MAIN, "/assets/session/session-view.js"));

  private static final String SESSIONS = "/sessions/";
  private static final String ASSETS = "/assets/";
  private static final Pattern OF_A_RUN = Pattern.compile("/assets/(run-[0-9a-f]{16})/(.+)");
  private static final CacheControl KEPT =
      ServerCacheControl.builder().cachePrivate().maxAgeSeconds(31_536_000).immutable().build();

  private static final String END_OF_HEAD = "</head>";
  private static final String LOGIN = "/login";

  private final Map<String, HttpService> files = new ConcurrentHashMap<>();

  /** The folder of this start; one of an earlier start has the same files. */
  private final String run = "run-%016x".formatted(new SecureRandom().nextLong());

  private DashboardService() {}

  /** A new dashboard, compressed for clients that ask for it. */
  public static HttpService create() {
    return new DashboardService()
        .decorate(
            EncodingService.builder()
                .encodableContentTypes(MediaType.ANY_TEXT_TYPE, MediaType.SVG_UTF_8)
                .minBytesToForceChunkedEncoding(1024)
                .newDecorator());
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) throws Exception {
    ctx.mutateAdditionalResponseHeaders(headers -> SECURITY_HEADERS.forEach(headers::set));
    String path = ctx.path();
    if (path.equals("/api") || path.startsWith("/api/")) {
      return notFound("no such API operation: " + path + ". See /api/v1/openapi.json");
    }
    String file = path.startsWith(ASSETS) ? path : pageOf(path);
    if (file.equals(SESSION_INDEX)) {
      String first = FirstPiece.of(path.substring(SESSIONS.length()));
      ctx.mutateAdditionalResponseHeaders(headers -> headers.set(HttpHeaderNames.LINK, first));
    }
    HttpService known = files.get(file);
    if (known != null) {
      return known.serve(ctx, req);
    }
    return HttpResponse.of(
        CompletableFuture.supplyAsync(() -> load(file), ctx.blockingTaskExecutor())
            .thenApply(loaded -> serveLoaded(loaded, ctx, req)));
  }

  private static String pageOf(String path) {
    if (path.equals(LOGIN)) {
      return LOGIN + ".html";
    }
    if (path.equals("/")) {
      return LIST_INDEX;
    }
    return path.startsWith(SESSIONS) && path.length() > SESSIONS.length() ? SESSION_INDEX : INDEX;
  }

  private HttpService load(String file) {
    List<String> entries = PAGES.get(file);
    if (entries != null) {
      return keep(file, page(entries));
    }
    Matcher ofARun = OF_A_RUN.matcher(file);
    boolean keeps = ofARun.matches() && ofARun.group(1).equals(run);
    return DashboardFile.find(ofARun.matches() ? ASSETS + ofARun.group(2) : file)
        .map(found -> found.asService(keeps ? KEPT : ServerCacheControl.REVALIDATED))
        .map(found -> keeps || !ofARun.matches() ? keep(file, found) : found)
        .orElse((ctx, req) -> notFound("no such file: " + file));
  }

  private HttpService page(List<String> entries) {
    String preloads =
        ModuleGraph.from(entries).stream()
            .map("  <link rel=\"modulepreload\" href=\"%s\">%n  "::formatted)
            .collect(Collectors.joining());
    return DashboardFile.find(INDEX)
        .orElseThrow()
        .replacing(END_OF_HEAD, preloads + END_OF_HEAD)
        .replacing(ASSETS, ASSETS + run + "/")
        .asService(ServerCacheControl.REVALIDATED);
  }

  private HttpService keep(String file, HttpService service) {
    return files.computeIfAbsent(file, key -> service);
  }

  private static HttpResponse serveLoaded(
      HttpService service, ServiceRequestContext ctx, HttpRequest req) {
    try {
      return service.serve(ctx, req);
    } catch (Exception e) {
      return HttpResponse.ofFailure(e);
    }
  }

  private static HttpResponse notFound(String message) {
    return HttpResponse.builder()
        .status(HttpStatus.NOT_FOUND)
        .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .content(MediaType.PLAIN_TEXT_UTF_8, message + "\n")
        .build();
  }
}
