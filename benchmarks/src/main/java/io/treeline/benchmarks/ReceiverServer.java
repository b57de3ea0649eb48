package io.treeline.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregationOptions;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/** A receiver that decodes and discards, in its own process: {@code <library> <port>}. */
public final class ReceiverServer {

  private static final String GRPC_PATH =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  /** An uncompressed gRPC message of length 0. */
  private static final byte[] EMPTY_MESSAGE = new byte[5];

  private static final LongAdder REQUESTS = new LongAdder();

  private ReceiverServer() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    switch (arguments[0]) {
      case "armeria" -> armeria(port);
      case "grpc-netty" -> grpcNetty(port);
      default ->
          throw new IllegalArgumentException(
              "library must be armeria or grpc-netty: was " + arguments[0]);
    }
    Thread.currentThread().join();
  }

  private static void armeria(int port) {
    HttpService http =
        (context, request) ->
            HttpResponse.of(
                request
                    .aggregate(AggregationOptions.usePooledObjects(context.alloc()))
                    .thenApplyAsync(
                        message -> {
                          decode(message, 0);
                          return HttpResponse.of(HttpStatus.OK);
                        },
                        context.blockingTaskExecutor()));
    HttpService grpc =
        (context, request) ->
            HttpResponse.of(
                request
                    .aggregate(AggregationOptions.usePooledObjects(context.alloc()))
                    .thenApplyAsync(
                        message -> {
                          decode(message, 5);
                          return HttpResponse.of(
                              ResponseHeaders.of(HttpStatus.OK, "content-type", "application/grpc"),
                              HttpData.wrap(EMPTY_MESSAGE),
                              HttpHeaders.of("grpc-status", "0"));
                        },
                        context.blockingTaskExecutor()));
    Server.builder()
        .http(port)
        .maxRequestLength(64L << 20)
        // The default windows make a client wait for every megabyte.
        .http2InitialStreamWindowSize(8 << 20)
        .http2InitialConnectionWindowSize(32 << 20)
        .service("/v1/traces", http)
        .service(GRPC_PATH, grpc)
        .service("/requests", (context, request) -> HttpResponse.of(Long.toString(REQUESTS.sum())))
        .serviceUnder("/", new PeerReceiver())
        .build()
        .start()
        .join();
  }

  private static void grpcNetty(int port) throws IOException {
    NettyServerBuilder.forPort(port)
        .maxInboundMessageSize(64 << 20)
        .addService(
            new TraceServiceGrpc.TraceServiceImplBase() {
              @Override
              public void export(
                  ExportTraceServiceRequest request,
                  StreamObserver<ExportTraceServiceResponse> observer) {
                observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
                observer.onCompleted();
              }
            })
        .build()
        .start();
  }

  private static void decode(AggregatedHttpRequest message, int offset) {
    try (HttpData content = message.content()) {
      ByteBuffer bytes = content.byteBuf().nioBuffer().position(offset).slice();
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(CodedInputStream.newInstance(bytes));
      if (request.getResourceSpansCount() > 0) {
        REQUESTS.increment();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not an export request", e);
    }
  }
}
