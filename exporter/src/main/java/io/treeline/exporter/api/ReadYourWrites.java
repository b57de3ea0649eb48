package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a question wait until what was acknowledged before it can be read: all of it with {@code
 * consistency=read-your-writes} as parameter or {@code treeline-consistency} as header, or what was
 * acknowledged up to the {@code treeline-journal-position} of a sender's answer. REST and gRPC.
 */
public final class ReadYourWrites implements DecoratingHttpServiceFunction {

  /** Query parameter of every resource. */
  static final String PARAMETER = "consistency";

  private static final String HEADER = "treeline-consistency";
  private static final String POSITION = "treeline-journal-position";
  private static final String VALUE = "read-your-writes";
  private static final String DEFAULT = "eventual";

  /** What changes a request or session of Helicone's, which its caller may just have logged. */
  private static final Pattern CHANGES =
      Pattern.compile("/v1/(request|session)/[^/]+/(property|feedback|score|tag)");

  private final Visible visible;
  private final Duration longestWait;

  /** When something acknowledged can be read. */
  @FunctionalInterface
  public interface Visible {
    /**
     * Done when it can be; cancelled when nobody waits any more.
     *
     * @param request of somebody who was let in
     * @param position of a sender's answer; null for all that was acknowledged until now
     * @throws IllegalArgumentException when it is no position of this exporter; says why
     */
    CompletableFuture<Void> upTo(ServiceRequestContext request, @Nullable String position);
  }

  /**
   * Creates the decorator of a server.
   *
   * @param longestWait after which a question is answered with "unavailable"
   */
  public ReadYourWrites(Visible visible, Duration longestWait) {
    this.visible = visible;
    this.longestWait = longestWait;
  }

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest req)
      throws Exception {
    String wanted = req.headers().get(HEADER);
    if (wanted == null) {
      wanted = ctx.queryParam(PARAMETER);
    }
    if (wanted != null && !wanted.equals(VALUE) && !wanted.equals(DEFAULT)) {
      return refuse(
          req,
          HttpStatus.BAD_REQUEST,
          Status.Code.INVALID_ARGUMENT,
          "%s must be %s or %s: was \"%s\"".formatted(PARAMETER, VALUE, DEFAULT, wanted));
    }
    String position = req.headers().get(POSITION);
    if (position == null && !VALUE.equals(wanted) && !changesWhatWasLogged(ctx, req)) {
      return delegate.serve(ctx, req);
    }
    CompletableFuture<Void> ready;
    try {
      ready = visible.upTo(ctx, position);
    } catch (IllegalArgumentException e) {
      return refuse(
          req,
          HttpStatus.BAD_REQUEST,
          Status.Code.INVALID_ARGUMENT,
          String.valueOf(e.getMessage()));
    }
    if (ready.isDone() && !ready.isCompletedExceptionally()) {
      return delegate.serve(ctx, req);
    }
    return HttpResponse.of(
        ready
            .orTimeout(longestWait.toMillis(), TimeUnit.MILLISECONDS)
            .handleAsync(
                (done, failure) -> failure == null ? go(delegate, ctx, req) : late(req, failure),
                ctx.eventLoop()));
  }

  private static boolean changesWhatWasLogged(ServiceRequestContext ctx, HttpRequest req) {
    return req.method() != HttpMethod.GET && CHANGES.matcher(ctx.path()).matches();
  }

  private static HttpResponse go(HttpService delegate, ServiceRequestContext ctx, HttpRequest req) {
    try {
      return delegate.serve(ctx, req);
    } catch (Exception e) {
      return Exceptions.throwUnsafely(e);
    }
  }

  private HttpResponse late(HttpRequest req, Throwable failure) {
    String why =
        failure instanceof TimeoutException
            ? "what was received before is not in the store after "
                + longestWait.toSeconds()
                + " s: ask again later, or without "
                + VALUE
            : "what was received before cannot be waited for: " + failure.getMessage();
    return refuse(req, HttpStatus.SERVICE_UNAVAILABLE, Status.Code.UNAVAILABLE, why);
  }

  private static HttpResponse refuse(
      HttpRequest req, HttpStatus status, Status.Code code, String message) {
    MediaType type = req.contentType();
    if (type == null || !type.subtype().startsWith("grpc")) {
      return ErrorMapping.error(status, code.name(), message);
    }
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(type)
            .setInt("grpc-status", code.value())
            .set("grpc-message", message.replace("%", "%25"))
            .set(HttpHeaderNames.CONTENT_LENGTH, "0")
            .build());
  }
}
