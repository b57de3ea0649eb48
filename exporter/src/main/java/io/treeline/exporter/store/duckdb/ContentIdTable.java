package io.treeline.exporter.store.duckdb;

/** Ids by hashes of two words, without an object for each. Ids are not 0. */
final class ContentIdTable {

  /** Takes an entry. */
  interface Entry {
    void accept(long hash1, long hash2, long id);
  }

  private static final int WORDS = 3;
  private static final int FIRST_ENTRIES = 64;

  // hash, hash, id; an id of 0 is a free place.
  private long[] words = new long[WORDS * FIRST_ENTRIES];
  private int size;

  int size() {
    return size;
  }

  /** 0 when there is none. */
  long get(long hash1, long hash2) {
    return words[place(words, hash1, hash2) + 2];
  }

  void put(long hash1, long hash2, long id) {
    if (size * 2 * WORDS > words.length) {
      grow();
    }
    int place = place(words, hash1, hash2);
    if (words[place + 2] == 0) {
      size++;
    }
    set(words, place, hash1, hash2, id);
  }

  void forEach(Entry entry) {
    for (int place = 0; place < words.length; place += WORDS) {
      if (words[place + 2] != 0) {
        entry.accept(words[place], words[place + 1], words[place + 2]);
      }
    }
  }

  private void grow() {
    long[] larger = new long[words.length * 2];
    forEach((hash1, hash2, id) -> set(larger, place(larger, hash1, hash2), hash1, hash2, id));
    words = larger;
  }

  /** Where the entry is, or where it belongs. At least half of the places are free. */
  private static int place(long[] words, long hash1, long hash2) {
    int mask = words.length / WORDS - 1;
    // The hashes are as good as random: any bits will do.
    int i = (int) hash1 & mask;
    while (words[i * WORDS + 2] != 0
        && (words[i * WORDS] != hash1 || words[i * WORDS + 1] != hash2)) {
      i = (i + 1) & mask;
    }
    return i * WORDS;
  }

  private static void set(long[] words, int place, long hash1, long hash2, long id) {
    words[place] = hash1;
    words[place + 1] = hash2;
    words[place + 2] = id;
  }
}
