package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a foreign web page could make a browser send to a server that only listens on
 * loopback: requests under another host name (DNS rebinding) and from another origin.
 */
final class LoopbackGuard implements DecoratingHttpServiceFunction {

  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(localhost|[a-z0-9-]+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest req)
      throws Exception {
    String host = req.authority();
    if (host == null || !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      return refuse(
          "host must be localhost or a loopback address, because the exporter listens on loopback"
              + " only: was \"%s\"".formatted(host));
    }
    String scheme = ctx.sessionProtocol().isTls() ? "https" : "http";
    @Nullable String origin = req.headers().get(HttpHeaderNames.ORIGIN);
    if (origin != null && !origin.equalsIgnoreCase(scheme + "://" + host)) {
      return refuse("origin must be %s://%s: was \"%s\"".formatted(scheme, host, origin));
    }
    return delegate.serve(ctx, req);
  }

  private static HttpResponse refuse(String message) {
    return ErrorMapping.error(HttpStatus.FORBIDDEN, "PERMISSION_DENIED", message);
  }
}
