package io.treeline.exporter.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SearchPage;
import io.treeline.exporter.query.SearchRequest;
import io.treeline.exporter.query.SpanSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finding spans by what was said, and reading it. */
final class SpanTools {

  private static final int MOST_HITS = 50;
  private static final int MOST_CHARACTERS = 20_000;

  private SpanTools() {}

  static SyncToolSpecification findSpans() {
    return Tools.tool(
        "find_spans",
        "Finds spans (model calls, tool calls, steps) whose messages, arguments or results hold"
            + " words or \"quoted phrases\", the latest first, with the place where they occur. All"
            + " words must be found in one span. A page may be short and still have a nextCursor.",
        new Schemas()
            .need("q", "words and \"quoted phrases\", such as: refund \"order 4711\"")
            .text("from", "ISO-8601 time; spans that start from then on")
            .text("to", "ISO-8601 time, exclusive")
            .text("in", "where to look, with commas: input, output, arguments, result; default all")
            .number("limit", "spans, default 10", MOST_HITS)
            .text("cursor", "nextCursor of the page before"),
        SpanTools::find);
  }

  static SyncToolSpecification getSpan() {
    return Tools.tool(
        "get_span",
        "One span with what was said in it: messages of a model call, arguments and result of a"
            + " tool call, error, tokens, cost, attributes on request. Long texts are cut at"
            + " maxCharacters each.",
        new Schemas()
            .need("span", "traceId:spanId, as other tools show it in brackets")
            .number("maxCharacters", "of each text, default 3000", MOST_CHARACTERS)
            .choice("attributes", "whether to show the raw attributes too", "true", "false"),
        SpanTools::span);
  }

  private static Answer find(QueryService query, Arguments arguments) {
    SearchPage page =
        query.search(
            new SearchRequest(
                arguments.required("q"),
                arguments.text("from"),
                arguments.text("to"),
                arguments.text("in"),
                Integer.toString(arguments.number("limit", 10, MOST_HITS)),
                arguments.text("cursor")));
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> hits = new ArrayList<>();
    for (SearchPage.Hit hit : page.hits()) {
      Map<String, Object> data = Shown.span(hit.span());
      text.append(
          "[%s]  session %s  %s  %s%n"
              .formatted(
                  data.get("span"),
                  hit.span().sessionId(),
                  data.get("name"),
                  data.get("startTime")));
      List<Map<String, Object>> snippets = new ArrayList<>();
      for (SearchPage.Snippet snippet : hit.snippets()) {
        String excerpt = Answer.brief(snippet.text(), 300);
        text.append("    ").append(snippet.field()).append(": ").append(excerpt).append('\n');
        snippets.add(Map.of("field", snippet.field(), "text", excerpt));
      }
      data.put("snippets", snippets);
      hits.add(data);
    }
    text.append(hits.isEmpty() ? "nothing found so far\n" : "");
    text.append(page.nextCursor() == null ? "" : "more: cursor " + page.nextCursor());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("hits", hits);
    Shown.put(data, "nextCursor", page.nextCursor());
    return new Answer(text.toString(), data);
  }

  private static Answer span(QueryService query, Arguments arguments) {
    String id = arguments.required("span");
    int colon = id.indexOf(':');
    if (colon < 0) {
      throw QueryException.invalid(
          "span must be traceId:spanId, as other tools show it in brackets: was \"%s\""
              .formatted(Answer.brief(id, 80)));
    }
    int most = arguments.number("maxCharacters", 3000, MOST_CHARACTERS);
    SpanSummary summary = query.span(id.substring(0, colon), id.substring(colon + 1));
    Map<String, Object> data = Shown.span(summary);
    Content content = summary.span().content();
    put(data, "systemInstructions", content.systemInstructions(), most);
    put(data, "inputMessages", content.inputMessages(), most);
    put(data, "outputMessages", content.outputMessages(), most);
    put(data, "toolArguments", content.toolArguments(), most);
    put(data, "toolResult", content.toolResult(), most);
    put(data, "input", content.input(), most);
    put(data, "output", content.output(), most);
    if ("true".equals(arguments.text("attributes"))) {
      summary
          .span()
          .attributes()
          .forEach((key, value) -> put(data, "attribute " + key, value.toString(), most));
    }
    StringBuilder text = new StringBuilder();
    data.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return new Answer(text.toString(), data);
  }

  private static void put(Map<String, Object> data, String name, @Nullable String value, int most) {
    Shown.put(
        data,
        name,
        value == null || value.length() <= most
            ? value
            : value.substring(0, most) + "… (" + value.length() + " characters)");
  }
}
