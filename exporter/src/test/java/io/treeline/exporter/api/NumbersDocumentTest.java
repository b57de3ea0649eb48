package io.treeline.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/numbers.md} says how each number of the API is made. */
class NumbersDocumentTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "numbers.md");

  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void document_hasEveryNumberOfTheApiAndNoOther() throws IOException {
    List<String> rows = rows();

    assertThat(rows.stream().flatMap(row -> names(row).stream()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(numbersOfTheApi());
    assertThat(rows).allMatch(row -> row.split("\\|")[2].strip().length() >= 10);
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")).toList();
  }

  private static List<String> names(String row) {
    String first = row.split("\\|")[1];
    return NAME.matcher(first).results().map(match -> match.group(1)).collect(Collectors.toList());
  }

  private static SortedSet<String> numbersOfTheApi() throws IOException {
    try (InputStream in = ApiServices.class.getResourceAsStream("openapi.json")) {
      SortedSet<String> names = new TreeSet<>();
      JsonNode schemas = new ObjectMapper().readTree(in).at("/components/schemas");
      schemas.forEach(schema -> collect("", schema, names));
      return names;
    }
  }

  private static void collect(String name, JsonNode schema, SortedSet<String> names) {
    JsonNode type = schema.path("type");
    List<String> types =
        type.isArray()
            ? Arrays.asList(type.toString().replaceAll("[\\[\\]\"]", "").split(","))
            : List.of(type.asText());
    Matcher money = Pattern.compile(".*Usd.*|usd").matcher(name);
    boolean number = types.contains("integer") || types.contains("number") || money.matches();
    if (number && !name.isEmpty()) {
      names.add(name);
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> collect(property.getKey(), property.getValue(), names));
    for (String inner : List.of("items", "additionalProperties")) {
      JsonNode of = schema.path(inner);
      if (of.isObject()) {
        collect(of.has("type") ? name : "", of, names);
      }
    }
    for (String several : List.of("oneOf", "anyOf", "allOf")) {
      schema.path(several).forEach(one -> collect(name, one, names));
    }
  }
}
