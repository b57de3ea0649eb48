package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.store.TableFiles;
import io.treeline.exporter.transfer.ExportFormat;
import io.treeline.exporter.transfer.Exporter;
import java.util.Set;

/**
 * Serves {@code /export/spans} and {@code /export/sessions}: files, no faster than the client takes
 * them.
 */
final class ExportService extends AbstractHttpService {

  static final Set<String> PARAMETERS =
      Resources.withFilter("format", "session", "limit", "cursor");

  /** Where to go on after an answer whose rows nobody can read on the way. */
  private static final String NEXT_CURSOR = "treeline-next-cursor";

  private final ProjectViews views;
  private final TableFiles tables;

  ExportService(ProjectViews views, TableFiles tables) {
    this.views = views;
    this.tables = tables;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest req) {
    ctx.clearRequestTimeout();
    boolean spans;
    ExportFormat format;
    ExportRequest request;
    try {
      spans = isSpans(Resources.path(ctx, "what"));
      Parameters parameters = Parameters.of(ctx.queryParams(), PARAMETERS);
      format = ExportFormat.of(parameters.one("format"));
      request =
          new ExportRequest(
              Resources.filter(parameters),
              parameters.one("session"),
              parameters.one("limit"),
              parameters.one("cursor"));
    } catch (QueryException e) {
      return ErrorMapping.answer(e);
    }
    JsonAnswer answer = new JsonAnswer(headers(spans, format));
    ctx.blockingTaskExecutor()
        .execute(
            () -> {
              try {
                Exporter exporter = new Exporter(views.of(ctx).query().exports(), tables);
                answer.stream(
                    out ->
                        exporter.write(
                            request, spans, format, out, next -> answer.header(NEXT_CURSOR, next)));
              } catch (RuntimeException | Error e) {
                answer.fail(e);
              }
            });
    return answer.response();
  }

  private static boolean isSpans(String what) {
    return switch (what) {
      case "spans" -> true;
      case "sessions" -> false;
      default ->
          throw QueryException.invalid(
              "an export is of spans or sessions: was \"%s\"".formatted(what));
    };
  }

  private static ResponseHeaders headers(boolean spans, ExportFormat format) {
    String name = (spans ? "spans." : "sessions.") + format.suffix();
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(MediaType.parse(format.mediaType()))
        .set(HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .build();
  }
}
