package io.treeline.exporter.api;

import io.treeline.exporter.api.v1.SqlColumn;
import io.treeline.exporter.api.v1.SqlRequest;
import io.treeline.exporter.api.v1.SqlResponse;
import io.treeline.exporter.query.SqlAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions in SQL as protobuf messages. */
final class SqlProto {

  private SqlProto() {}

  static io.treeline.exporter.query.SqlRequest request(SqlRequest request) {
    return new io.treeline.exporter.query.SqlRequest(
        request.getSql(), request.hasLimit() ? String.valueOf(request.getLimit()) : null);
  }

  static SqlResponse response(SqlAnswer answer) {
    SqlResponse.Builder out = SqlResponse.newBuilder().setTruncated(answer.truncated());
    answer
        .columns()
        .forEach(
            column ->
                out.addColumns(
                    SqlColumn.newBuilder().setName(column.name()).setType(column.type())));
    for (List<@Nullable Object> row : answer.rows()) {
      out.addRows(json(row));
    }
    return out.build();
  }

  private static String json(List<@Nullable Object> row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonBody body = out -> SqlJson.write(out, row);
    try {
      body.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
