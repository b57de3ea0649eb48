package io.treeline.exporter.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Words and phrases that must all occur in one text. Words are runs of letters and digits; they are
 * compared without regard to case and accents, and are found as whole words only. The words of a
 * phrase must follow each other, whatever stands between them that is neither letter nor digit.
 *
 * @param phrases each with its words, folded by {@link #fold}; a word on its own is a phrase of one
 */
public record TextQuery(List<List<String>> phrases) {

  /** Most words of one query. */
  public static final int MAX_WORDS = 32;

  /**
   * Part of a text.
   *
   * @param start first char of it
   * @param end first char after it
   */
  public record Match(int start, int end) {}

  public TextQuery {
    phrases = phrases.stream().map(List::copyOf).toList();
    if (phrases.isEmpty() || phrases.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a text query must have a word, and every phrase too");
    }
  }

  /**
   * Reads words and {@code "quoted phrases"}. A quote that is never closed reaches to the end.
   *
   * @throws IllegalArgumentException when there is no word, or are too many
   */
  public static TextQuery parse(String text) {
    List<List<String>> phrases = new ArrayList<>();
    String[] parts = text.split("\"", -1);
    for (int i = 0; i < parts.length; i++) {
      List<String> words = words(parts[i]).stream().map(Word::folded).toList();
      if (i % 2 == 1) {
        if (!words.isEmpty()) {
          phrases.add(words);
        }
      } else {
        words.forEach(word -> phrases.add(List.of(word)));
      }
    }
    int count = phrases.stream().mapToInt(List::size).sum();
    if (count == 0 || count > MAX_WORDS) {
      throw new IllegalArgumentException(
          "a text query must have 1 to %d words: had %d in \"%s\""
              .formatted(MAX_WORDS, count, text.length() > 80 ? text.substring(0, 80) : text));
    }
    return new TextQuery(phrases);
  }

  /** Every word once: what occurs at least in a text that matches. */
  public List<String> words() {
    return phrases.stream().flatMap(List::stream).distinct().toList();
  }

  /**
   * Where each phrase occurs first.
   *
   * @return one match per phrase, in the order of the text, overlapping ones left out; empty when a
   *     phrase does not occur
   */
  public List<Match> find(String text) {
    return find(List.of(text)).getOrDefault(0, List.of());
  }

  /**
   * As {@link #find(String)} over texts that belong together: a phrase lies within one of them, but
   * each may lie in another.
   *
   * @return the matches by index of the text; empty when a phrase occurs in none
   */
  public java.util.Map<Integer, List<Match>> find(List<String> texts) {
    java.util.Map<Integer, List<Match>> found = new java.util.TreeMap<>();
    List<List<Word>> split = texts.stream().map(TextQuery::words).toList();
    for (List<String> phrase : phrases) {
      boolean here = false;
      for (int i = 0; i < split.size() && !here; i++) {
        Match match = first(split.get(i), phrase);
        if (match != null) {
          found.computeIfAbsent(i, index -> new ArrayList<>()).add(match);
          here = true;
        }
      }
      if (!here) {
        return java.util.Map.of();
      }
    }
    found.replaceAll((index, matches) -> apart(matches));
    return found;
  }

  /** Every word of a text once, folded. */
  public static Set<String> wordsOf(String text) {
    Set<String> words = new LinkedHashSet<>();
    words(text).forEach(word -> words.add(word.folded()));
    return words;
  }

  /** Lower case, without accents and other marks. */
  public static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder out = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private record Word(String folded, int start, int end) {}

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && isPart(text.codePointAt(i), i > start)) {
        i += Character.charCount(text.codePointAt(i));
      }
      if (i > start) {
        words.add(new Word(fold(text.substring(start, i)), start, i));
      } else {
        i += Character.charCount(text.codePointAt(i));
      }
    }
    return words;
  }

  private static boolean isPart(int c, boolean inside) {
    return Character.isLetterOrDigit(c)
        || (inside && Character.getType(c) == Character.NON_SPACING_MARK);
  }

  private static @org.jspecify.annotations.Nullable Match first(
      List<Word> words, List<String> phrase) {
    for (int i = 0; i + phrase.size() <= words.size(); i++) {
      int same = 0;
      while (same < phrase.size() && words.get(i + same).folded().equals(phrase.get(same))) {
        same++;
      }
      if (same == phrase.size()) {
        return new Match(words.get(i).start(), words.get(i + same - 1).end());
      }
    }
    return null;
  }

  private static List<Match> apart(List<Match> matches) {
    List<Match> sorted = new ArrayList<>(matches);
    sorted.sort(java.util.Comparator.comparingInt(Match::start).thenComparingInt(m -> -m.end()));
    List<Match> apart = new ArrayList<>();
    for (Match match : sorted) {
      if (apart.isEmpty() || match.start() >= apart.get(apart.size() - 1).end()) {
        apart.add(match);
      }
    }
    return apart;
  }
}
