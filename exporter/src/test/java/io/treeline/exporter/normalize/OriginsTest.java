package io.treeline.exporter.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.decode.RawSpan.RawOrigin;
import io.treeline.exporter.model.Origin;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginsTest {

  private final Origins origins =
      new SpanNormalizer(
              new NormalizerLimits(1000, 10, 32, 1024, Duration.ofHours(24)), Clock.systemUTC())
          .origins();

  @Test
  void of_longValue_isCutOnceForAllSpansOfAScope() {
    RawOrigin raw =
        new RawOrigin(
            RawSpans.attributes(
                "{\"service.name\":\"shop\",\"process.command_line\":\"java -jar shop.jar\"}"),
            "scope",
            "",
            Map.of());
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    Origin origin = origins.of(raw, first);

    assertThat(origin.service()).isEqualTo("shop");
    assertThat(origin.resourceAttributes().get("process.command_line").textValue())
        .isEqualTo("java -jar … [cut: 18 bytes, limit 10]");
    assertThat(origins.of(raw, second)).isSameAs(origin);
    assertThat(first)
        .containsExactly(
            "attribute \"process.command_line\" has 18 bytes and was cut at 10"
                + " (max-resource-attribute-bytes)");
    assertThat(second).isEmpty();
  }

  @Test
  void of_noServiceName_isUnknownService() {
    Origin origin = origins.of(new RawOrigin(Map.of(), "", "", Map.of()), new ArrayList<>());

    assertThat(origin.service()).isEqualTo("unknown_service");
    assertThat(origin.scopeName()).isNull();
    assertThat(origin.scopeVersion()).isNull();
  }
}
