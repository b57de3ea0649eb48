package io.treeline.exporter.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The user's own rows, and how they stand beside the shipped list. */
class SimpleRowsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void csv_rowsOfModels_winOverTheShippedList() throws Exception {
    PriceBook book =
        book(
            """
            # what we pay
            model,provider,input_mtok,output_mtok,cache_read_mtok,start_date

            gpt-4o,openai,2.00,8,,
            house-*,,0.5,1.5,,
            house-large,ollama,1,2,0.25,
            "odd, name",openai,7,7,,
            """);

    assertThat(check(book, "openai", "gpt-4o").source()).isEqualTo("prices-file:openai/gpt-4o");
    assertThat(check(book, "openai", "GPT-4o").totalUsd()).isEqualTo(new BigDecimal("0.01"));
    assertThat(check(book, "openai", "gpt-4o-mini").source()).isEqualTo("openai/gpt-4o-mini");
    assertThat(check(book, "azure", "gpt-4o").source()).isEqualTo("openai/gpt-4o");
    assertThat(check(book, "whoever", "house-small").source()).isEqualTo("prices-file:*/house-*");
    assertThat(check(book, null, "house-small").source()).isEqualTo("prices-file:*/house-*");
    assertThat(check(book, "ollama", "house-large").source())
        .isEqualTo("prices-file:ollama/house-large");
    assertThat(check(book, "openai", "odd, name").source())
        .isEqualTo("prices-file:openai/odd, name");
    assertThat(check(book, "ollama", "llama-3").source()).isNull();
  }

  @Test
  void provider_underAnyNameOfIt_isTheSame() throws Exception {
    PriceBook book = book("model,provider,input_mtok\ngemini-9,vertex_ai,3\n");

    assertThat(check(book, "gcp.gemini", "gemini-9").source())
        .isEqualTo("prices-file:vertex_ai/gemini-9");
    assertThat(check(book, null, "gemini-9").source()).isEqualTo("prices-file:vertex_ai/gemini-9");
  }

  @Test
  void startDates_ofOneModel_eachFromItsDay() throws Exception {
    PriceBook book =
        book(
            """
            [{"model": "gpt-4o", "provider": "openai", "input_mtok": "4", "output_mtok": 4,
              "start_date": "2026-12-01"},
             {"model": "gpt-4o", "provider": "openai", "input_mtok": 3, "output_mtok": 3,
              "start_date": "2026-11-01"}]
            """);

    assertThat(at(book, "2026-10-31T23:59:59Z")).isEqualTo("openai/gpt-4o");
    assertThat(at(book, "2026-11-01T00:00:00Z")).isEqualTo("prices-file:openai/gpt-4o@2026-11-01");
    assertThat(at(book, "2026-12-01T00:00:00Z")).isEqualTo("prices-file:openai/gpt-4o@2026-12-01");
  }

  @Test
  void providersAndRows_inOneFile_areBothRead() throws Exception {
    PriceBook book =
        book(
            """
            [{"id": "corp", "name": "Corp", "api_pattern": "https://llm\\\\.corp\\\\.example",
              "models": [{"id": "m", "match": {"starts_with": "m-"},
                "prices": {"input_mtok": {"base": 1, "tiers": [{"start": 100, "price": 2}]},
                           "output_mtok": 1}}]},
             {"model": "x", "input_mtok": 1, "output_mtok": 0}]
            """);

    PriceCheck check =
        PriceCheck.of(
            new PriceQuestion("m-1", "openai", "llm.corp.example", NOW, tokens(), true), book);

    assertThat(check.source()).isEqualTo("prices-file:corp/m");
    assertThat(check.totalUsd()).isEqualTo(new BigDecimal("0.003"));
    assertThat(check.lines().get(0).tierStart()).isEqualTo(100L);
    assertThat(check(book, "any", "x").totalUsd()).isEqualTo(new BigDecimal("0.001"));
  }

  @Test
  void check_considered_tellsTheWay() throws Exception {
    PriceBook book = book("model,provider,input_mtok\nother,openai,3\n");

    assertThat(check(book, "azure.ai.openai", "gpt-4o").considered())
        .containsExactly(
            "shipped: provider name \"azure.ai.openai\" is azure: azure has no model \"gpt-4o\"",
            "shipped: azure resells openai: openai/gpt-4o by equals \"gpt-4o\"");
    assertThat(check(book, "openai", "no-such").considered())
        .containsExactly("shipped: provider name \"openai\": openai has no model \"no-such\"");
    assertThat(check(book, "home", "gpt-4o").considered())
        .containsExactly("shipped: provider name \"home\", which no list has: not in the list");
    assertThat(check(book, null, "no-such").considered())
        .containsExactly("no provider given, and the model's name does not tell it");
  }

  @Test
  void mistakes_all_areNamedWithRowAndRemedy() {
    assertMistakes(
        """
        model,provider,input_mtok,output_mtok
        gpt-4o,openai,2,50,8
        gpt-4o,openai,zwei,8
        ,openai,1,1
        a*b,openai,1,1
        x,openai,1,1
        x,OpenAI,2,2
        y,openai,,
        z,openai,-1,1
        w,openai,0.0000000001,1
        """,
        "line 2: has 5 values for 4 columns; a decimal point is a point, and values with commas"
            + " stand in quotes",
        "line 3 (gpt-4o): input_mtok must be dollars such as 2.50: was \"zwei\"",
        "line 4: a row needs a model, and a provider needs models: was"
            + " {\"provider\":\"openai\",\"input_mtok\":\"1\",\"output_mtok\":\"1\"}",
        "line 5: * may only end a model's name: was \"a*b\"; other rules need the list's own"
            + " format",
        "line 7: x stands in line 6 already; rows of a model differ in start_date",
        "line 8 (y): has no price: expected at least one such as input_mtok, dollars for a million"
            + " tokens",
        "line 9 (z): input_mtok: a price is from 0 to 1000000000: was -1",
        "line 10 (w): input_mtok has more than 9 decimals: was 0.0000000001");
    assertMistakes("name,price\n", "line 1: the first line must name the columns");
    assertMistakes("", "no price in it");
    assertMistakes("[{\"model\": \"a\"", "line 1, column 15 is not JSON: Unexpected end-of-input");
    assertMistakes(
        "[{\"model\": \"a\", \"input_mtokk\": 1}]",
        "entry 1 (a): unknown price input_mtokk: known");
    assertMistakes(
        "[{\"model\": \"a\", \"input_mtok\": 1, \"start_date\": \"soon\"}]",
        "entry 1 (a): start_date must be a day such as 2026-11-23: was \"soon\"");
    assertMistakes(
        "[{\"model\": \"a\", \"web_searches_kcount\": 1}]",
        "entry 1 (a): web_searches_kcount is a price of what spans do not count: take it out");
  }

  private static void assertMistakes(String text, String... mistakes) {
    assertThatThrownBy(
            () -> PriceListReader.readStrictly(text.getBytes(UTF_8), PriceList.Origin.FILE))
        .isInstanceOf(PriceListException.class)
        .hasMessageContainingAll(mistakes);
  }

  private static PriceBook book(String text) throws Exception {
    return new PriceBook(
        List.of(
            PriceListReader.readStrictly(text.getBytes(UTF_8), PriceList.Origin.FILE),
            PriceListReader.shipped()));
  }

  private static String at(PriceBook book, String time) {
    return PriceCheck.of(
            new PriceQuestion("gpt-4o", "openai", null, Instant.parse(time), tokens(), true), book)
        .source();
  }

  private static PriceCheck check(PriceBook book, String provider, String model) {
    return PriceCheck.of(new PriceQuestion(model, provider, null, NOW, tokens(), true), book);
  }

  private static TokenUsage tokens() {
    return new TokenUsage(1_000L, 1_000L, null, null, null);
  }
}
