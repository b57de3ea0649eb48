package io.treeline.exporter.mcp;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.api.ProjectViews;
import org.jspecify.annotations.Nullable;

/**
 * The MCP endpoint, {@code /mcp}: streamable HTTP without sessions, each request answered by
 * itself.
 */
public final class McpService implements HttpService {

  private static final int MAX_REQUEST_BYTES = 1 << 20;

  private final ProjectViews views;
  private final String version;
  private volatile @Nullable StatelessTransport transport;

  private McpService(ProjectViews views, String version) {
    this.views = views;
    this.version = version;
  }

  /**
   * Adds the endpoint to a server.
   *
   * @param version of this program
   */
  public static void install(ServerBuilder server, ProjectViews views, String version) {
    server.service("/mcp", new McpService(views, version));
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    if (req.method() != HttpMethod.POST) {
      // The server never speaks first, so there is no stream to listen to and no session to end.
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.METHOD_NOT_ALLOWED)
              .set(HttpHeaderNames.ALLOW, "POST")
              .contentType(MediaType.PLAIN_TEXT_UTF_8)
              .build(),
          HttpData.ofUtf8(
              "This is an MCP endpoint (streamable HTTP, stateless): send JSON-RPC with POST.\n"));
    }
    MediaType type = req.contentType();
    if (type == null || !type.is(MediaType.JSON)) {
      return HttpResponse.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          MediaType.PLAIN_TEXT_UTF_8,
          "content-type must be application/json: was " + type + "\n");
    }
    ctx.clearRequestTimeout();
    ctx.setMaxRequestLength(MAX_REQUEST_BYTES);
    return HttpResponse.of(
        req.aggregate()
            .thenApplyAsync(
                body -> transport().answer(views.of(ctx).query(), body.contentUtf8()),
                ctx.blockingTaskExecutor()));
  }

  private StatelessTransport transport() {
    StatelessTransport existing = transport;
    if (existing == null) {
      synchronized (this) {
        existing = transport;
        if (existing == null) {
          existing = StatelessTransport.create(version);
          transport = existing;
        }
      }
    }
    return existing;
  }
}
