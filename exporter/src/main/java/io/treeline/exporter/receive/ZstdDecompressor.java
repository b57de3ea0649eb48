package io.treeline.exporter.receive;

import com.github.luben.zstd.ZstdInputStream;
import io.grpc.Decompressor;
import java.io.IOException;
import java.io.InputStream;

/** Teaches gRPC the {@code zstd} encoding. */
final class ZstdDecompressor implements Decompressor {

  @Override
  public String getMessageEncoding() {
    return "zstd";
  }

  @Override
  public InputStream decompress(InputStream compressed) throws IOException {
    return new ZstdInputStream(compressed);
  }
}
