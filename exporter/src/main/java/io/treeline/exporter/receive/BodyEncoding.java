package io.treeline.exporter.receive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How an HTTP body was compressed. */
public enum BodyEncoding {
  IDENTITY,
  GZIP,
  ZSTD,
  DEFLATE;

  /** The decompressed body would be over the limit; how large it is nobody tried to find out. */
  public static final class TooLargeException extends IOException {}

  /** None we read; the message says which there are. */
  public static final class UnsupportedEncodingException extends IOException {
    UnsupportedEncodingException(String encoding) {
      super("content encoding must be gzip, zstd, deflate or identity: was \"" + encoding + "\"");
    }
  }

  /** The encoding that a {@code Content-Encoding} names; plain when there is none. */
  public static BodyEncoding of(@Nullable String header) throws UnsupportedEncodingException {
    String name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity", "none" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "zstd" -> ZSTD;
      // What HTTP calls so has the frame of zlib.
      case "deflate", "zlib" -> DEFLATE;
      default -> throw new UnsupportedEncodingException(name);
    };
  }

  /** Stops as soon as the limit is passed, so that a bomb costs no more than the limit. */
  public byte[] decompress(byte[] body, int maxBytes) throws IOException {
    if (this == IDENTITY) {
      return body;
    }
    InputStream compressed = new ByteArrayInputStream(body);
    try (InputStream in = decompressing(compressed)) {
      byte[] result = in.readNBytes(maxBytes);
      if (result.length == maxBytes && in.read() >= 0) {
        throw new TooLargeException();
      }
      return result;
    }
  }

  private InputStream decompressing(InputStream compressed) throws IOException {
    return switch (this) {
      case IDENTITY -> compressed;
      case GZIP -> new GZIPInputStream(compressed, 8192);
      case ZSTD -> new ZstdInputStream(compressed);
      case DEFLATE -> new InflaterInputStream(compressed);
    };
  }
}
