package io.treeline.demo.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelServerTest {

  private static final String CLASSIFY =
      """
      {"model":"gpt-4.1-nano","messages":[
        {"role":"system","content":"Name the customer's intent in one word."},
        {"role":"user","content":"I forgot my password"}]}""";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private ModelServer server;

  @BeforeEach
  void start() throws Exception {
    server = ModelServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void chatCompletion_firstRequestOfABusyModel_isRefusedOnceAndNotBilled() throws Exception {
    HttpResponse<String> first = post("/chat/completions", CLASSIFY);
    HttpResponse<String> second = post("/chat/completions", CLASSIFY);

    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("retry-after-ms")).contains("80");
    assertThat(json.readTree(first.body()).at("/error/code").asText())
        .isEqualTo("rate_limit_exceeded");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json.readTree(second.body()).at("/choices/0/message/content").asText())
        .isEqualTo("password_reset");
    assertThat(server.ledger().calls()).isEqualTo(1);
  }

  @Test
  void chatCompletion_toolFailed_asksForTheSameToolAgain() throws Exception {
    JsonNode choice = reset("{\\\"error\\\":\\\"mail relay timed out\\\"}").at("/choices/0");

    assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(choice.at("/message/tool_calls/0/function/name").asText())
        .isEqualTo("send_reset_link");
    assertThat(choice.at("/message/tool_calls/0/function/arguments").asText())
        .isEqualTo("{\"account_id\":\"acc-17\"}");
  }

  @Test
  void chatCompletion_toolSucceeded_ends() throws Exception {
    JsonNode choice = reset("{\\\"status\\\":\\\"sent\\\"}").at("/choices/0");

    assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    assertThat(choice.at("/message/content").asText()).isEqualTo("The reset link is on its way.");
  }

  @Test
  void chatCompletion_streamed_sendsTheTextInChunksAndUsageLast() throws Exception {
    String body =
        """
        {"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[
          {"role":"system","content":"You answer general questions."},
          {"role":"user","content":"When?"},
          {"role":"assistant","tool_calls":[{"id":"c1","type":"function",
            "function":{"name":"search_faq","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"8-20"}]}""";

    List<String> events =
        post("/chat/completions", body).body().lines().filter(line -> !line.isEmpty()).toList();

    assertThat(events.get(events.size() - 1)).isEqualTo("data: [DONE]");
    StringBuilder text = new StringBuilder();
    for (String event : events.subList(0, events.size() - 1)) {
      text.append(json.readTree(event.substring(6)).at("/choices/0/delta/content").asText(""));
    }
    assertThat(text)
        .hasToString(
            "We are there for you from Monday to Friday, 8:00 to 20:00, and on Saturdays from 9:00"
                + " to 14:00.");
    JsonNode usage = json.readTree(events.get(events.size() - 2).substring(6)).path("usage");
    assertThat(usage.path("completion_tokens").asLong()).isEqualTo(server.ledger().outputTokens());
    assertThat(usage.path("prompt_tokens").asLong()).isEqualTo(server.ledger().inputTokens());
  }

  @Test
  void chatCompletion_promptLongerThanTheContext_isRefused() throws Exception {
    String body =
        "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"system\",\"content\":\"You close accounts."
            + " ".repeat(40_000)
            + "\"}]}";

    HttpResponse<String> response = post("/chat/completions", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).at("/error/code").asText())
        .isEqualTo("context_length_exceeded");
  }

  @Test
  void chatCompletion_longInstructionsSeenBefore_areReportedAsCached() throws Exception {
    String body =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"system\",\"content\":\"You draft letters."
            + " ".repeat(5_000)
            + "\"}]}";

    long first = cached(post("/chat/completions", body));
    long second = cached(post("/chat/completions", body));

    assertThat(first).isZero();
    assertThat(second).isEqualTo(1152);
  }

  @Test
  void embeddings_textsWithCommonWords_areNearer() throws Exception {
    String body =
        "{\"model\":\"text-embedding-3-small\",\"input\":[\"change my plan\",\"plan change fees\","
            + "\"torn tent\"]}";

    JsonNode data = json.readTree(post("/embeddings", body).body()).path("data");

    assertThat(dot(data.get(0), data.get(1))).isGreaterThan(dot(data.get(0), data.get(2)));
  }

  private static double dot(JsonNode a, JsonNode b) {
    double sum = 0;
    for (int i = 0; i < a.path("embedding").size(); i++) {
      sum += a.at("/embedding/" + i).asDouble() * b.at("/embedding/" + i).asDouble();
    }
    return sum;
  }

  private long cached(HttpResponse<String> response) throws Exception {
    return json.readTree(response.body()).at("/usage/prompt_tokens_details/cached_tokens").asLong();
  }

  private JsonNode reset(String linkResult) throws Exception {
    String body =
        """
        {"model":"gpt-4o-mini","messages":[
          {"role":"system","content":"You reset passwords."},
          {"role":"user","content":"maria@example.com"},
          {"role":"assistant","tool_calls":[{"id":"c1","type":"function",
            "function":{"name":"find_account","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"acc-17"},
          {"role":"assistant","tool_calls":[{"id":"c2","type":"function",
            "function":{"name":"send_reset_link","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c2","content":"%s"}]}"""
            .formatted(linkResult);
    return json.readTree(post("/chat/completions", body).body());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
