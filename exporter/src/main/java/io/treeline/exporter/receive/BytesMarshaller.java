package io.treeline.exporter.receive;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

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
      return stream.readAllBytes();
    } catch (IOException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("message cannot be decompressed: " + e.getMessage())
          .withCause(e)
          .asRuntimeException();
    }
  }
}
