package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.treeline.exporter.access.Caller;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.TableFiles;
import io.treeline.exporter.transfer.ImportResult;
import io.treeline.exporter.transfer.ImportSink;
import io.treeline.exporter.transfer.Importer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.function.Function;

/**
 * Serves {@code /import}: takes a file in the body and reads it as it comes. Its content type must
 * be one that no web page can send to a foreign server without asking it first.
 */
final class ImportService extends AbstractHttpService {

  private static final Set<String> FORM_TYPES =
      Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

  private final Function<ProjectId, ImportSink> imports;
  private final TableFiles tables;

  ImportService(Function<ProjectId, ImportSink> imports, TableFiles tables) {
    this.imports = imports;
    this.tables = tables;
  }

  @Override
  protected HttpResponse doPost(ServiceRequestContext ctx, HttpRequest req) {
    MediaType type = req.contentType();
    if (type == null || FORM_TYPES.contains(type.nameWithoutParameters())) {
      return ErrorMapping.error(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "INVALID_ARGUMENT",
          "content-type must say what the file is, such as application/x-ndjson, text/csv,"
              + " application/vnd.apache.parquet or application/octet-stream: was "
              + (type == null ? "absent" : type.nameWithoutParameters()));
    }
    ctx.clearRequestTimeout();
    JsonAnswer answer = new JsonAnswer(HttpStatus.OK);
    ctx.blockingTaskExecutor()
        .execute(
            () -> {
              try (InputStream body =
                  req.toInputStream(
                      part -> part instanceof HttpData data ? data : HttpData.empty())) {
                Importer importer = new Importer(imports.apply(Caller.of(ctx).project()), tables);
                answer.write(result(importer.run(body)));
              } catch (StoreException e) {
                answer.fail(QueryException.unavailable(e));
              } catch (IOException e) {
                answer.fail(QueryException.invalid("the file cannot be read: " + e.getMessage()));
              } catch (RuntimeException | Error e) {
                answer.fail(e);
              }
            });
    return answer.response();
  }

  /** What the import kept, as docs/api.md describes it. */
  private static JsonBody result(ImportResult result) {
    return out -> {
      out.writeStartObject();
      out.writeNumberField("spans", result.spans());
      out.writeNumberField("logs", result.logs());
      out.writeNumberField("scores", result.scores());
      out.writeBooleanField("complete", result.complete());
      out.writeEndObject();
    };
  }
}
