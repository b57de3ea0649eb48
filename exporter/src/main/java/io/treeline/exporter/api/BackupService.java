package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.query.QueryService;

/** {@code /backup}: a copy of the project's database as of one moment. */
final class BackupService implements HttpService {

  private final ProjectViews views;

  BackupService(ProjectViews views) {
    this.views = views;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    if (request.method() != HttpMethod.GET) {
      return ErrorMapping.error(
          HttpStatus.METHOD_NOT_ALLOWED,
          "INVALID_ARGUMENT",
          "a backup is fetched with GET, not " + request.method());
    }
    // It lasts as long as the database is large.
    ctx.clearRequestTimeout();
    JsonAnswer answer =
        new JsonAnswer(
            JsonAnswer.headers(HttpStatus.OK).toBuilder()
                .contentType(MediaType.OCTET_STREAM)
                .build());
    ctx.blockingTaskExecutor()
        .execute(
            () -> {
              try {
                QueryService query = views.of(ctx).query();
                answer.stream(query::backup);
              } catch (RuntimeException | Error e) {
                answer.fail(e);
              }
            });
    return answer.response();
  }
}
