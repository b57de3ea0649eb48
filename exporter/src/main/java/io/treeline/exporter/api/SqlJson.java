package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.SqlDialect;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.SqlAnswer;
import io.treeline.exporter.query.SqlRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions in SQL and their answers as the JSON that docs/api.md describes. */
public final class SqlJson {

  private static final Set<String> FIELDS = Set.of("sql", "limit");

  private SqlJson() {}

  static SqlRequest request(JsonNode body) {
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw QueryException.invalid("unknown field %s: must be sql or limit".formatted(name));
      }
    }
    JsonNode limit = body.path("limit");
    if (!body.path("sql").isTextual()) {
      throw QueryException.invalid("sql must be a text");
    }
    boolean limited = !limit.isMissingNode() && !limit.isNull();
    return new SqlRequest(body.get("sql").textValue(), limited ? limit.asText() : null);
  }

  /** The language to ask in. */
  static JsonBody dialect(SqlDialect dialect) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("dialect", dialect.name());
      out.writeArrayFieldStart("examples");
      for (SqlDialect.Example example : dialect.examples()) {
        out.writeStartObject();
        out.writeStringField("title", example.title());
        out.writeStringField("sql", example.sql());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  /** Columns and rows. */
  public static JsonBody answer(SqlAnswer answer) {
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("columns");
      for (SqlAnswer.Column column : answer.columns()) {
        out.writeStartObject();
        out.writeStringField("name", column.name());
        out.writeStringField("type", column.type());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeArrayFieldStart("rows");
      for (List<@Nullable Object> row : answer.rows()) {
        write(out, row);
      }
      out.writeEndArray();
      out.writeBooleanField("truncated", answer.truncated());
      Values.writeMillis(out, "tookMillis", answer.tookNanos());
      out.writeEndObject();
    };
  }

  static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (value instanceof BigDecimal decimal) {
      out.writeNumber(decimal.toPlainString());
    } else {
      out.writeObject(value);
    }
  }
}
