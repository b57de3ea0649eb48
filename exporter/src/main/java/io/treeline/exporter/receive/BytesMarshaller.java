package io.treeline.exporter.receive;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Leaves messages as they are: the pipeline decodes them, off the event loop. */
enum BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
  INSTANCE;

  @Override
  public InputStream stream(byte[] value) {
    return new ByteArrayInputStream(value);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      // Of a message that came uncompressed all bytes are there: read without guessing their
      // number.
      byte[] known = stream.readNBytes(stream.available());
      byte[] rest = stream.readAllBytes();
      if (rest.length == 0) {
        return known;
      }
      byte[] all = Arrays.copyOf(known, known.length + rest.length);
      System.arraycopy(rest, 0, all, known.length, rest.length);
      return all;
    } catch (IOException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("message cannot be decompressed: " + e.getMessage())
          .withCause(e)
          .asRuntimeException();
    }
  }
}
