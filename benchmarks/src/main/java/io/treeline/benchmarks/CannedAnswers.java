package io.treeline.benchmarks;

import java.nio.charset.StandardCharsets;

/** What the model of the measurements answers. */
final class CannedAnswers {

  static final int CHUNKS = 100;

  static final byte[] CHAT =
      """
      {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion",
       "created":1741569952,"model":"gpt-4o-mini-2024-07-18",
       "choices":[{"index":0,"message":{"role":"assistant",
         "content":"Your order 4711 left the warehouse this morning and arrives tomorrow.",
         "refusal":null},"logprobs":null,"finish_reason":"stop"}],
       "usage":{"prompt_tokens":190,"completion_tokens":14,"total_tokens":204,
         "prompt_tokens_details":{"cached_tokens":128,"audio_tokens":0},
         "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},
       "service_tier":"default","system_fingerprint":"fp_06737a9306"}
      """
          .getBytes(StandardCharsets.UTF_8);

  static final byte[] TOOL_CALL =
      """
      {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcU","object":"chat.completion",
       "created":1741569952,"model":"gpt-4o-mini-2024-07-18",
       "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
         {"id":"call_7x","type":"function","function":{"name":"estimate_delivery",
          "arguments":"{\\"order\\":\\"4711\\",\\"postcode\\":\\"10115\\"}"}}],
         "refusal":null},"logprobs":null,"finish_reason":"tool_calls"}],
       "usage":{"prompt_tokens":390,"completion_tokens":24,"total_tokens":414,
         "prompt_tokens_details":{"cached_tokens":256,"audio_tokens":0},
         "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}},
       "service_tier":"default","system_fingerprint":"fp_06737a9306"}
      """
          .getBytes(StandardCharsets.UTF_8);

  static final byte[] STREAM = stream().getBytes(StandardCharsets.UTF_8);

  private static String stream() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CHUNKS; i++) {
      text.append(chunk("{\"content\":\" word" + i + "\"}", "null", "null"));
    }
    return text.append(chunk("{}", "\"stop\"", "null"))
        .append(
            chunk(
                "{}",
                "null",
                "{\"prompt_tokens\":190,\"completion_tokens\":100,\"total_tokens\":290}"))
        .append("data: [DONE]\n\n")
        .toString();
  }

  private static String chunk(String delta, String finishReason, String usage) {
    return "data: {\"id\":\"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcV\","
        + "\"object\":\"chat.completion.chunk\",\"created\":1741569952,"
        + "\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\","
        + "\"system_fingerprint\":\"fp_06737a9306\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}],\"usage\":"
        + usage
        + "}\n\n";
  }

  private CannedAnswers() {}
}
