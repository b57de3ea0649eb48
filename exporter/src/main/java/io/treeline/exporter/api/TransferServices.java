package io.treeline.exporter.api;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.TableFiles;
import io.treeline.exporter.transfer.ImportSink;
import java.util.function.Function;

/** Export and import under {@code /api/v1}. To be installed before {@link ApiServices}. */
public final class TransferServices {

  static final String IMPORT = "/api/v1/import";

  private TransferServices() {}

  /**
   * Adds the services to a server.
   *
   * @param imports keeps what is imported into a project
   * @param tables writes and reads Parquet
   */
  public static void install(
      ServerBuilder server,
      ProjectViews views,
      Function<ProjectId, ImportSink> imports,
      TableFiles tables) {
    server.service(
        "/api/v1/export/{what}",
        new ExportService(views, tables).decorate(EncodingService.newDecorator()));
    // Of the route and not of the request: what says its length is refused before it is served.
    server.route().path(IMPORT).maxRequestLength(0).build(new ImportService(imports, tables));
  }
}
