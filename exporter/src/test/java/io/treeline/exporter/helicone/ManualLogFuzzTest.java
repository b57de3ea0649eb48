package io.treeline.exporter.helicone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.decode.RawSpanJson;
import io.treeline.exporter.fuzz.Fuzz;
import io.treeline.exporter.normalize.InvalidSpanException;
import io.treeline.exporter.normalize.NormalizerLimits;
import io.treeline.exporter.normalize.SpanNormalizer;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Helicone's logs of whatever somebody sends. */
class ManualLogFuzzTest {

  private static final List<byte[]> SEEDS =
      List.of(
          """
          {"providerRequest": {"url": "https://api.openai.com/v1/chat/completions",
             "json": {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}],
                      "tools": [{"type": "function", "function": {"name": "f"}}]},
             "meta": {"Helicone-Session-Id": "s", "Helicone-Property-a": "b"}},
           "providerResponse": {"status": 200, "headers": {},
             "json": {"id": "c", "model": "gpt-4o", "usage": {"prompt_tokens": 1},
               "choices": [{"message": {"role": "assistant", "content": "yes",
                 "tool_calls": [{"id": "t", "function": {"name": "f", "arguments": "{}"}}]}}]}},
           "timing": {"startTime": {"seconds": 1770000000, "milliseconds": 5},
                      "endTime": {"seconds": 1770000001, "milliseconds": 5}}}
          """
              .getBytes(UTF_8),
          """
          {"providerRequest": {"url": "x", "json": {"_type": "tool", "toolName": "f", "input": {}}},
           "providerResponse": {"status": -2, "textBody": "data: {\\"choices\\": []}\\n\\n"},
           "timing": {"startTime": {"seconds": 1.5}, "endTime": {"seconds": 2},
                      "timeToFirstToken": 3}}
          """
              .getBytes(UTF_8),
          """
          {"providerRequest": {"json": {"_type": "vector_db", "operation": "search", "text": "a"}},
           "providerResponse": {"json": {"_type": "vector_db"}, "base64": "aGk="},
           "timing": {"startTime": {"seconds": 1}, "endTime": {"seconds": 1}}}
          """
              .getBytes(UTF_8));

  @Test
  void log_mutated_isReadOrRefused() {
    SpanNormalizer normalizer = new SpanNormalizer(NormalizerLimits.DEFAULT, Clock.systemUTC());

    int tried =
        Fuzz.run(
            "helicone",
            SEEDS,
            Set.of(InvalidLogException.class, InvalidSpanException.class),
            input -> {
              ManualLog log = ManualLogParser.parse(input, null, new LogHeaders());
              RawSpan span = LogSpans.span(log, "0b3a0e5c-2f4c-4a51-9c57-3d1a3a9a0f00");
              byte[] json = RawSpanJson.write(List.of(span));
              assertThat(ManualLogParser.JSON.readTree(RawSpanJson.write(RawSpanJson.read(json))))
                  .isEqualTo(ManualLogParser.JSON.readTree(json));
              normalizer.normalize(span, normalizer.origins());
            });

    assertThat(tried).isGreaterThan(SEEDS.size());
  }
}
