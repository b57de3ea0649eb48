package io.treeline.exporter.api;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of one streamed answer, sent whenever the client can take more. */
final class MessageStream<M> {

  private final ServerCallStreamObserver<M> client;
  private final Supplier<Stream<M>> answer;
  private @Nullable Iterator<M> messages;
  private boolean ended;

  MessageStream(ServerCallStreamObserver<M> client, Supplier<Stream<M>> answer) {
    this.client = client;
    this.answer = answer;
  }

  /** Sends what the client takes now. The first call works the answer out. */
  synchronized void send() {
    if (ended) {
      return;
    }
    try {
      Iterator<M> left = messages;
      if (left == null) {
        left = answer.get().iterator();
        messages = left;
      }
      while (client.isReady() && left.hasNext()) {
        client.onNext(left.next());
      }
      if (!left.hasNext()) {
        ended = true;
        client.onCompleted();
      }
    } catch (RuntimeException e) {
      ended = true;
      client.onError(QueryGrpcService.status(e));
    }
  }
}
