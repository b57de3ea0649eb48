package io.treeline.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.KeptOutcomes;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description says exactly what is answered: no field more, none less, of that type. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

  private RunningApi api;
  private JsonNode description;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    api = new RunningApi(directory);
    api.write(new SupportSession("order-4711").array());
    api.write(new SupportSession("order-4712", "6b8efff798038103d269b633813fc60c").array());
    KeptOutcomes.of(api.store, "order-4711", "order-4712");
    writeLogsAndScores();
    description = api.get("/api/v1/openapi.json");
  }

  private void writeLogsAndScores() {
    SpanKey key = new SpanKey(SupportSession.TRACE, "00000000000000a2");
    Content content = new Content("[1]", null, null, null, null, null, null, null);
    TextNode body = TextNode.valueOf("text");
    api.store
        .logs()
        .write(
            List.of(
                new LogRecord(
                    key, "1".repeat(32), 1L, 0, 9, "INFO", "e", body, Map.of(), "s", "c", content),
                new LogRecord(
                    key,
                    "2".repeat(32),
                    null,
                    0,
                    null,
                    null,
                    null,
                    null,
                    Map.of(),
                    "s",
                    null,
                    Content.NONE)));
    api.store
        .scores()
        .put(
            List.of(
                new Score(
                    "of-span",
                    "n",
                    ScoreValue.numeric(1).called("l"),
                    "api",
                    "c",
                    1,
                    ScoreTarget.span(key),
                    Map.of("k", body)),
                new Score(
                    "of-session",
                    "n",
                    ScoreValue.category("x"),
                    "api",
                    null,
                    1,
                    ScoreTarget.session("order-4711"),
                    Map.of())));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/sessions, SessionPage",
    "/api/v1/sessions/order-4711, SessionDetail",
    "/api/v1/sessions/order-4711/tree, SpanTree",
    "/api/v1/sessions/order-4711/tree?by=path, PathTree",
    "/api/v1/sessions/order-4711/analysis, Analysis",
    "/api/v1/sessions/order-4711/spans, Spans",
    "/api/v1/sessions/order-4711/spans?content=true, Spans",
    "/api/v1/spans/5b8efff798038103d269b633813fc60c/00000000000000a2, SpanDetail",
    "/api/v1/spans/5b8efff798038103d269b633813fc60c/00000000000000a7, SpanDetail",
    "/api/v1/scores, ScorePage",
    "/api/v1/scores/of-span, Score",
    "/api/v1/scores/of-session, Score",
    "/api/v1/prices?provider=anthropic, PriceRows",
    "/api/v1/prices/check?model=gpt-4o&input=1&output=1, PriceCheck",
    "/api/v1/prices/check?model=nobodys, PriceCheck",
    "/api/v1/aggregates?groupBy=tool&limit=1&interval=minute, Aggregates",
    "/api/v1/aggregates, Aggregates",
    "/api/v1/decision-tree, DecisionTree",
    "/api/v1/decision-tree?branches=1, DecisionTree",
    "/api/v1/compare?a=q%3D4711&b=q%3D4712, Cohorts",
    "/api/v1/compare?a=q%3Dnone&b=q%3D4712, Cohorts",
    "/api/v1/compare/sessions?a=order-4711&b=order-4712, SessionPair",
    "/api/v1/problems, CommonProblems",
    "/api/v1/findings?session=order-4711&session=nope, FindingsOfSessions",
    "/api/v1/sessions/order-4711/analysis?criticalPath=false, Analysis",
    "/api/v1/spans?groupBy=tool&key=lookup_order, SpanList",
    "/api/v1/spans?only=failed&withContent=true, SpanList",
    "/api/v1/search?q=order, SearchPage",
    "/api/v1/sql, SqlDialect",
    "/api/v1/projects, Projects",
    "/api/v1/projects/default, Project",
    "/api/v1/status, Status"
  })
  void answer_real_asDescribed(String path, String schema) throws Exception {
    List<String> differences = new ArrayList<>();

    check(api.get(path), schema(schema), "$", differences);

    assertThat(differences).isEmpty();
  }

  @Test
  void aggregates_someMeasures_haveThoseOfTheFullAnswerAndNoOthers() throws Exception {
    JsonNode few =
        api.get(
            "/api/v1/aggregates?groupBy=status&scope=session&sort=-sessions"
                + "&measures=sessions,errors,costUsd");
    JsonNode full = api.get("/api/v1/aggregates?groupBy=status&scope=session&sort=-sessions");

    assertThat(few.get("total").fieldNames())
        .toIterable()
        .containsExactly("sessions", "errors", "costUsd", "series");
    for (String measure : List.of("sessions", "errors", "costUsd")) {
      assertThat(few.get("total").get(measure)).isEqualTo(full.get("total").get(measure));
      assertThat(few.findValuesAsText(measure)).isNotEmpty();
    }
    assertThat(few.get("groups").findValuesAsText("key"))
        .isEqualTo(full.get("groups").findValuesAsText("key"));
    assertThat(api.get("/api/v1/aggregates?measures=sessions,nope", 400).toString())
        .contains("measures must be of sessions, spans")
        .contains("sessions,nope");
  }

  @Test
  void error_real_asDescribed() throws Exception {
    List<String> differences = new ArrayList<>();

    check(api.get("/api/v1/sessions/nope", 404), schema("Error"), "$", differences);

    assertThat(differences).isEmpty();
  }

  @Test
  void parameters_areThoseDescribed() {
    assertThat(described("sessions")).isEqualTo(new TreeSet<>(Resources.LIST_PARAMETERS));
    assertThat(described("aggregates")).isEqualTo(new TreeSet<>(Resources.AGGREGATE_PARAMETERS));
    assertThat(described("decision-tree"))
        .isEqualTo(new TreeSet<>(DecisionResources.TREE_PARAMETERS));
    assertThat(described("compare")).isEqualTo(new TreeSet<>(DecisionResources.COHORT_PARAMETERS));
    assertThat(described("compare~1sessions"))
        .isEqualTo(new TreeSet<>(DecisionResources.PAIR_PARAMETERS));
    assertThat(described("problems"))
        .isEqualTo(new TreeSet<>(DecisionResources.PROBLEM_PARAMETERS));
    assertThat(described("findings"))
        .isEqualTo(new TreeSet<>(DecisionResources.FINDING_PARAMETERS));
    assertThat(described("spans")).isEqualTo(new TreeSet<>(Resources.SPAN_LIST_PARAMETERS));
    assertThat(described("search")).isEqualTo(new TreeSet<>(Resources.SEARCH_PARAMETERS));
    Set<String> export = new TreeSet<>(ExportService.PARAMETERS);
    export.add("what");
    assertThat(described("export~1{what}")).isEqualTo(export);
  }

  private Set<String> described(String resource) {
    Set<String> described = new TreeSet<>();
    description
        .at("/paths/~1api~1v1~1" + resource + "/get/parameters")
        .forEach(parameter -> described.add(parameter.get("name").asText()));
    return described;
  }

  @Test
  void sql_real_asDescribed() throws Exception {
    List<String> differences = new ArrayList<>();

    check(
        api.post("/api/v1/sql", "{\"sql\": \"SELECT count(*) AS n FROM spans\"}", 200),
        schema("SqlAnswer"),
        "$",
        differences);

    assertThat(differences).isEmpty();
  }

  @Test
  void reprice_real_asDescribed() throws Exception {
    List<String> differences = new ArrayList<>();

    check(
        api.post("/api/v1/prices/reprice", "{\"dryRun\": true}", 200),
        schema("Repriced"),
        "$",
        differences);

    assertThat(differences).isEmpty();
    Set<String> fields = new TreeSet<>(io.treeline.exporter.query.FilterRequest.NAMES);
    fields.add(RepriceService.DRY_RUN);
    assertThat(names(schema("RepriceRequest").get("properties"))).isEqualTo(fields);
  }

  @Test
  void parametersOfTheListOfScores_areThoseDescribed() {
    Set<String> described = new TreeSet<>();
    description
        .at("/paths/~1api~1v1~1scores/get/parameters")
        .forEach(parameter -> described.add(parameter.get("name").asText()));

    assertThat(described).isEqualTo(new TreeSet<>(ScoreResources.LIST_PARAMETERS));
  }

  @Test
  void fieldsOfASentScore_areThoseDescribed() {
    assertThat(names(schema("NewScore").get("properties")))
        .isEqualTo(new TreeSet<>(ScoreJson.FIELDS));
    assertThat(names(schema("NewScore").at("/properties/target/properties")))
        .isEqualTo(new TreeSet<>(ScoreJson.TARGET_FIELDS));
  }

  @Test
  void parametersOfThePriceCheck_areThoseDescribed() {
    Set<String> described = new TreeSet<>();
    description
        .at("/paths/~1api~1v1~1prices~1check/get/parameters")
        .forEach(parameter -> described.add(parameter.get("name").asText()));

    assertThat(described).isEqualTo(new TreeSet<>(PriceServices.CHECK_PARAMETERS));
  }

  @Test
  void check_fieldTooManyOrMissing_isFound() throws Exception {
    List<String> differences = new ArrayList<>();

    check(api.get("/api/v1/status"), schema("Human"), "$", differences);

    assertThat(differences)
        .containsExactly("$ has [received, store, version], described [decision, type]");
  }

  private JsonNode schema(String name) {
    return description.at("/components/schemas/" + name);
  }

  private void check(JsonNode value, JsonNode schema, String at, List<String> differences) {
    if (schema.has("$ref")) {
      String ref = schema.get("$ref").asText();
      check(value, description.at(ref.substring(1)), at, differences);
    } else if (schema.has("oneOf")) {
      checkOneOf(value, schema.get("oneOf"), at, differences);
    } else if (schema.has("type") && !types(schema).contains(type(value))) {
      differences.add(at + " is " + type(value) + ", described " + types(schema));
    } else if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), schema.get("items"), at + "[" + i + "]", differences);
      }
    } else if (schema.has("properties")) {
      checkFields(value, schema.get("properties"), at, differences);
    }
  }

  private void checkOneOf(JsonNode value, JsonNode options, String at, List<String> differences) {
    List<String> all = new ArrayList<>();
    for (JsonNode option : options) {
      List<String> own = new ArrayList<>();
      check(value, option, at, own);
      if (own.isEmpty()) {
        return;
      }
      all.addAll(own);
    }
    differences.addAll(all);
  }

  private void checkFields(
      JsonNode value, JsonNode properties, String at, List<String> differences) {
    Set<String> names = names(value);
    if (!names.equals(names(properties))) {
      differences.add(at + " has " + names + ", described " + names(properties));
      return;
    }
    names.forEach(
        name -> check(value.get(name), properties.get(name), at + "." + name, differences));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.get("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(one -> types.add(one.asText()));
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static String type(JsonNode value) {
    if (value.isNumber()) {
      return value.isIntegralNumber() ? "integer" : "number";
    }
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case ARRAY -> "array";
      default -> "object";
    };
  }
}
