package io.treeline.exporter.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Changes an input a little, or puts two together. */
final class Mutation {

  private static final int MAX_BYTES = 1 << 16;

  private static final byte[][] PIECES =
      Stream.of(
              "null",
              "[]",
              "{}",
              "-1",
              "1e999999",
              "18446744073709551616",
              "\"\\ud800\"",
              "[[[[[[[[[[[[[[[[[[[[",
              "{\"a\":{\"a\":{\"a\":",
              "true",
              ",",
              "\u0000",
              "\uD83D\uDE00",
              "data: {\"choices\":[{\"delta\":{}}]}\n\n")
          .map(text -> text.getBytes(UTF_8))
          .toArray(byte[][]::new);

  private static final byte[] EDGES = {
    0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, 0x08, 0x0A, 0x12, 0x1A
  };

  private Mutation() {}

  static byte[] of(List<byte[]> population, Random random) {
    byte[] input = population.get(random.nextInt(population.size()));
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      input = once(input, population, random);
    }
    return input.length > MAX_BYTES ? Arrays.copyOf(input, MAX_BYTES) : input;
  }

  private static byte[] once(byte[] input, List<byte[]> population, Random random) {
    if (input.length == 0) {
      return PIECES[random.nextInt(PIECES.length)];
    }
    int at = random.nextInt(input.length);
    int length = 1 + random.nextInt(Math.min(64, input.length - at));
    return switch (random.nextInt(8)) {
      case 0 -> changed(input, at, (byte) (input[at] ^ 1 << random.nextInt(8)));
      case 1 -> changed(input, at, EDGES[random.nextInt(EDGES.length)]);
      case 2 -> changed(input, at, (byte) random.nextInt());
      case 3 -> joined(input, at, new byte[0], at + length);
      case 4 -> joined(input, at, Arrays.copyOfRange(input, at, at + length), at);
      case 5 -> joined(input, at, PIECES[random.nextInt(PIECES.length)], at);
      case 6 -> Arrays.copyOf(input, at);
      default -> spliced(input, at, population.get(random.nextInt(population.size())), random);
    };
  }

  private static byte[] changed(byte[] input, int at, byte value) {
    byte[] result = input.clone();
    result[at] = value;
    return result;
  }

  private static byte[] joined(byte[] input, int until, byte[] piece, int from) {
    byte[] result = Arrays.copyOf(input, until + piece.length + input.length - from);
    System.arraycopy(piece, 0, result, until, piece.length);
    System.arraycopy(input, from, result, until + piece.length, input.length - from);
    return result;
  }

  private static byte[] spliced(byte[] input, int at, byte[] other, Random random) {
    if (other.length == 0) {
      return input;
    }
    int from = random.nextInt(other.length);
    return joined(input, at, Arrays.copyOfRange(other, from, other.length), input.length);
  }
}
