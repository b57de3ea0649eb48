package io.treeline.demo.model;

import java.util.HashSet;
import java.util.Set;

/**
 * Counts tokens and remembers which prompts it has seen. Thread-safe.
 *
 * <p>Four characters are taken as one token, which is near enough for English.
 */
final class Meter {

  /** OpenAI caches prompts from 1,024 tokens on, in steps of 128. */
  private static final long CACHE_MINIMUM = 1024;

  private static final long CACHE_STEP = 128;

  private final Set<String> cachedPrefixes = new HashSet<>();
  private Ledger ledger = Ledger.EMPTY;

  Usage bill(ChatRequest request, Reply reply) {
    long input = 8L * request.tools().size() + 3;
    for (Message message : request.messages()) {
      input += 4 + tokens(message.content());
      for (ToolCall call : message.toolCalls()) {
        input += 6 + tokens(call.name()) + tokens(call.arguments());
      }
    }
    long output = 1 + tokens(reply.text());
    for (Reply.Call call : reply.calls()) {
      output += 6 + tokens(call.tool()) + tokens(call.arguments());
    }
    // The o models think before they answer, and bill it as output.
    long reasoning = request.model().startsWith("o") ? 64 * (1 + output / 32) : 0;
    return record(
        new Usage(
            input, cached(request.model(), request.instructions()), output + reasoning, reasoning));
  }

  Usage billEmbedding(String input) {
    return record(new Usage(tokens(input), 0, 0, 0));
  }

  synchronized Ledger ledger() {
    return ledger;
  }

  private synchronized long cached(String model, String prefix) {
    long tokens = tokens(prefix);
    if (tokens < CACHE_MINIMUM || cachedPrefixes.add(model + '\n' + prefix)) {
      return 0;
    }
    return tokens / CACHE_STEP * CACHE_STEP;
  }

  private synchronized Usage record(Usage usage) {
    ledger = ledger.plus(usage);
    return usage;
  }

  static long tokens(String text) {
    return (text.length() + 3L) / 4;
  }
}
