package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.ContentParts;
import io.treeline.exporter.store.TextQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The texts of a project's content, each stored once. Thread-safe. */
final class ContentTexts {

  private static final List<String> COLUMNS = List.of("project", "hash", "text", "words");
  private static final int MOST_REMEMBERED = 100_000;
  private static final int MOST_AT_ONCE = 2_000;
  private static final int MOST_LETTERS_OF_A_WORD = 64;
  private static final long DAY_MILLIS = 86_400_000;

  private final Engine engine;
  private final Tables tables;

  /** Day of the last write, by hash: it spares writing again what was just written. */
  private final Map<String, Long> written =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  ContentTexts(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** Stores those that were not written today. */
  void write(Collection<SplitContent> contents) {
    long today = System.currentTimeMillis() / DAY_MILLIS;
    Map<String, String> fresh = new LinkedHashMap<>();
    synchronized (written) {
      for (SplitContent content : contents) {
        content
            .texts()
            .forEach(
                (hash, text) -> {
                  if (!Long.valueOf(today).equals(written.get(hash))) {
                    fresh.put(hash, text);
                  }
                });
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    Rows rows = new Rows();
    fresh.forEach(
        (hash, text) ->
            rows.text(tables.project().name()).id(hash).text(text).texts(words(text)).end());
    engine.insert(tables.named("content"), COLUMNS, rows, null);
    synchronized (written) {
      fresh.keySet().forEach(hash -> written.put(hash, today));
    }
  }

  /** The texts of hashes that are stored. */
  Map<String, String> read(Set<String> hashes) {
    Map<String, String> texts = new HashMap<>();
    List<String> all = new ArrayList<>(hashes);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      engine.read(
          "SELECT lower(hex(hash)) AS id, text FROM %s WHERE project = %s AND hash IN %s LIMIT 1 BY hash"
              .formatted(tables.named("content"), tables.projectLiteral(), Sql.ids(some)),
          row -> {
            while (row.next()) {
              texts.put(row.text("id"), row.text("text"));
            }
            return texts.size();
          });
    }
    return texts;
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String part : ContentParts.texts(text)) {
      TextQuery.wordsOf(part).forEach(word -> words.add(stored(word)));
    }
    return words;
  }

  /** As it stands among a text's words. */
  static String stored(String word) {
    return word.length() > MOST_LETTERS_OF_A_WORD
        ? word.substring(0, MOST_LETTERS_OF_A_WORD)
        : word;
  }
}
