package io.treeline.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportServiceTest {

  private static final String NEXT = "treeline-next-cursor";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void parquet_inParts_headerTellsWhereToGoOn(@TempDir Path directory) throws Exception {
    try (RunningApi api = new RunningApi(directory)) {
      api.write(new SupportSession("order-4711").array());
      api.write(new SupportSession("order-4712", "6b8efff798038103d269b633813fc60c").array());
      String base = api.url() + "/api/v1/export/spans?format=parquet&limit=1";

      HttpResponse<byte[]> first = get(base);
      String cursor = first.headers().firstValue(NEXT).orElseThrow();
      HttpResponse<byte[]> last =
          get(base + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
      HttpResponse<byte[]> lines = get(base.replace("parquet", "jsonl"));

      assertThat(last.headers().firstValue(NEXT)).isEmpty();
      assertThat(first.body()).startsWith('P', 'A', 'R', '1');
      assertThat(last.body()).startsWith('P', 'A', 'R', '1').isNotEqualTo(first.body());
      assertThat(new String(lines.body(), StandardCharsets.UTF_8).lines().reduce((a, b) -> b))
          .hasValueSatisfying(end -> assertThat(end).contains("\"nextCursor\":\"" + cursor + "\""));
    }
  }

  private HttpResponse<byte[]> get(String url) throws Exception {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }
}
