package io.treeline.demo.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The rules every support agent follows: the long, unchanging beginning of their instructions. */
public final class Handbook {

  private static final String RESOURCE = "/demo/handbook.txt";

  private Handbook() {}

  /** The rules, some 4,000 characters, which a provider therefore caches. */
  public static String text() {
    try (InputStream in = Handbook.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
