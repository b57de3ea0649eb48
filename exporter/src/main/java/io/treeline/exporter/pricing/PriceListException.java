package io.treeline.exporter.pricing;

import java.util.List;

/** A price list cannot be used; the message names each row that is wrong, and the remedy. */
final class PriceListException extends Exception {

  private static final int MAX_NAMED = 10;

  PriceListException(String message) {
    super(message);
  }

  PriceListException(List<String> remarks) {
    this(
        String.join("; ", remarks.subList(0, Math.min(MAX_NAMED, remarks.size())))
            + (remarks.size() > MAX_NAMED
                ? "; and %d more".formatted(remarks.size() - MAX_NAMED)
                : ""));
  }
}
