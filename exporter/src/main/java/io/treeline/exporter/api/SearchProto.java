package io.treeline.exporter.api;

import static io.treeline.exporter.api.ViewProto.ifKnown;

import io.treeline.exporter.api.v1.SearchHit;
import io.treeline.exporter.api.v1.SearchRequest;
import io.treeline.exporter.api.v1.SearchResponse;
import io.treeline.exporter.api.v1.SearchSnippet;
import io.treeline.exporter.query.SearchPage;

/** Searches as protobuf messages. */
final class SearchProto {

  private SearchProto() {}

  static io.treeline.exporter.query.SearchRequest request(SearchRequest request) {
    return new io.treeline.exporter.query.SearchRequest(
        request.getText(),
        request.hasFrom() ? RequestProto.time(request.getFrom()) : null,
        request.hasTo() ? RequestProto.time(request.getTo()) : null,
        request.getInList().isEmpty() ? null : String.join(",", request.getInList()),
        request.hasLimit() ? String.valueOf(request.getLimit()) : null,
        request.hasCursor() ? request.getCursor() : null);
  }

  static SearchResponse response(SearchPage page) {
    SearchResponse.Builder out = SearchResponse.newBuilder();
    for (SearchPage.Hit hit : page.hits()) {
      SearchHit.Builder one =
          SearchHit.newBuilder()
              .setSessionId(hit.span().sessionId())
              .setSpan(SpanProto.summary(hit.span()));
      for (SearchPage.Snippet snippet : hit.snippets()) {
        one.addSnippets(
            SearchSnippet.newBuilder()
                .setField(snippet.field())
                .setText(snippet.text())
                .addAllMatches(snippet.matches()));
      }
      out.addHits(one);
    }
    ifKnown(page.nextCursor(), out::setNextCursor);
    return out.build();
  }
}
