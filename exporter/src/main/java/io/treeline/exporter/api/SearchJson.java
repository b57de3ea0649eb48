package io.treeline.exporter.api;

import io.treeline.exporter.query.SearchPage;

/** Writes pages of a search as the JSON that docs/api.md describes. */
public final class SearchJson {

  private SearchJson() {}

  /** One page. */
  public static JsonBody page(SearchPage page) {
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("hits");
      for (SearchPage.Hit hit : page.hits()) {
        out.writeStartObject();
        out.writeObjectFieldStart("span");
        SpanJson.writeSummary(out, hit.span());
        out.writeEndObject();
        out.writeArrayFieldStart("snippets");
        for (SearchPage.Snippet snippet : hit.snippets()) {
          out.writeStartObject();
          out.writeStringField("field", snippet.field());
          out.writeStringField("text", snippet.text());
          out.writeArrayFieldStart("matches");
          for (int i = 0; i < snippet.matches().size(); i += 2) {
            out.writeStartObject();
            out.writeNumberField("start", snippet.matches().get(i));
            out.writeNumberField("end", snippet.matches().get(i + 1));
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeStringField("nextCursor", page.nextCursor());
      out.writeEndObject();
    };
  }
}
