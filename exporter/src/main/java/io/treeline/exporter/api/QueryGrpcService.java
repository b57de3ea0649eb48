package io.treeline.exporter.api;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.treeline.exporter.api.v1.AggregateRequest;
import io.treeline.exporter.api.v1.AggregateResponse;
import io.treeline.exporter.api.v1.GetSessionAnalysisRequest;
import io.treeline.exporter.api.v1.GetSessionRequest;
import io.treeline.exporter.api.v1.GetSessionTreeRequest;
import io.treeline.exporter.api.v1.GetSpanRequest;
import io.treeline.exporter.api.v1.ListSessionsRequest;
import io.treeline.exporter.api.v1.ListSessionsResponse;
import io.treeline.exporter.api.v1.ListSpansRequest;
import io.treeline.exporter.api.v1.QueryServiceGrpc;
import io.treeline.exporter.api.v1.SearchRequest;
import io.treeline.exporter.api.v1.SearchResponse;
import io.treeline.exporter.api.v1.SessionAnalysis;
import io.treeline.exporter.api.v1.SessionSummary;
import io.treeline.exporter.api.v1.SessionTreePart;
import io.treeline.exporter.api.v1.SpanDetail;
import io.treeline.exporter.api.v1.SpansPart;
import io.treeline.exporter.api.v1.SqlRequest;
import io.treeline.exporter.api.v1.SqlResponse;
import io.treeline.exporter.api.v1.TreeKind;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionTree;
import io.treeline.exporter.query.SpanSummary;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The same operations as REST, over gRPC. To be called on threads that may block. */
final class QueryGrpcService extends QueryServiceGrpc.QueryServiceImplBase {

  private static final Logger LOGGER = LoggerFactory.getLogger(QueryGrpcService.class);
  private static final int PART_SIZE = 200;

  private final QueryService query;

  QueryGrpcService(QueryService query) {
    this.query = query;
  }

  @Override
  public void listSessions(
      ListSessionsRequest request, StreamObserver<ListSessionsResponse> client) {
    one(client, () -> ViewProto.page(query.sessions(RequestProto.listRequest(request))));
  }

  @Override
  public void getSession(GetSessionRequest request, StreamObserver<SessionSummary> client) {
    one(client, () -> ViewProto.session(query.session(request.getSessionId())));
  }

  @Override
  public void getSpan(GetSpanRequest request, StreamObserver<SpanDetail> client) {
    one(client, () -> SpanProto.detail(query.span(request.getTraceId(), request.getSpanId())));
  }

  @Override
  public void getSessionAnalysis(
      GetSessionAnalysisRequest request, StreamObserver<SessionAnalysis> client) {
    String id = request.getSessionId();
    one(client, () -> AnalysisProto.analysis(id, query.analysis(id)));
  }

  @Override
  public void getSessionTree(
      GetSessionTreeRequest request, StreamObserver<SessionTreePart> client) {
    many(
        client,
        () -> {
          SessionTree tree = query.tree(request.getSessionId(), by(request.getBy()));
          SessionTreePart first =
              SessionTreePart.newBuilder().setSummary(ViewProto.session(tree.summary())).build();
          return Stream.concat(Stream.of(first), parts(tree.nodes(), QueryGrpcService::treePart));
        });
  }

  @Override
  public void listSpans(ListSpansRequest request, StreamObserver<SpansPart> client) {
    many(
        client,
        () -> parts(query.spans(request.getSessionId(), false), QueryGrpcService::spansPart));
  }

  @Override
  public void aggregate(AggregateRequest request, StreamObserver<AggregateResponse> client) {
    one(
        client,
        () -> AggregateProto.response(query.aggregate(RequestProto.aggregateRequest(request))));
  }

  @Override
  public void sql(SqlRequest request, StreamObserver<SqlResponse> client) {
    one(client, () -> SqlProto.response(query.sql(SqlProto.request(request))));
  }

  @Override
  public void search(SearchRequest request, StreamObserver<SearchResponse> client) {
    one(client, () -> SearchProto.response(query.search(SearchProto.request(request))));
  }

  private static SessionTree.By by(TreeKind kind) {
    return switch (kind) {
      case TREE_KIND_UNSPECIFIED, TREE_KIND_SPAN -> SessionTree.By.SPAN;
      case TREE_KIND_PATH -> SessionTree.By.PATH;
      case UNRECOGNIZED ->
          throw QueryException.invalid("by must be TREE_KIND_SPAN or TREE_KIND_PATH");
    };
  }

  private static SessionTreePart treePart(List<io.treeline.exporter.query.TreeNode> nodes) {
    SessionTreePart.Builder part = SessionTreePart.newBuilder();
    nodes.forEach(node -> part.addNodes(ViewProto.node(node)));
    return part.build();
  }

  private static SpansPart spansPart(List<SpanSummary> spans) {
    SpansPart.Builder part = SpansPart.newBuilder();
    spans.forEach(span -> part.addSpans(SpanProto.summary(span)));
    return part.build();
  }

  private static <V, M> Stream<M> parts(List<V> views, Function<List<V>, M> part) {
    return IntStream.iterate(0, from -> from < views.size(), from -> from + PART_SIZE)
        .mapToObj(from -> views.subList(from, Math.min(views.size(), from + PART_SIZE)))
        .map(part);
  }

  static <M> void one(StreamObserver<M> client, Supplier<M> answer) {
    M message;
    try {
      message = answer.get();
    } catch (RuntimeException e) {
      client.onError(status(e));
      return;
    }
    client.onNext(message);
    client.onCompleted();
  }

  /** Sends messages no faster than the client takes them. */
  private static <M> void many(StreamObserver<M> client, Supplier<Stream<M>> answer) {
    ServerCallStreamObserver<M> call = (ServerCallStreamObserver<M>) client;
    MessageStream<M> messages = new MessageStream<>(call, answer);
    call.setOnReadyHandler(messages::send);
    call.setOnCancelHandler(() -> {});
  }

  static StatusRuntimeException status(Throwable cause) {
    @Nullable String message = cause.getMessage();
    if (cause instanceof QueryException query) {
      Status status =
          switch (query.reason()) {
            case INVALID_ARGUMENT -> Status.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.NOT_FOUND;
            case UNAVAILABLE -> Status.UNAVAILABLE;
          };
      return status.withDescription(message).asRuntimeException();
    }
    LOGGER.error("A request failed for a reason that is our fault", cause);
    return Status.INTERNAL
        .withDescription("internal error; the log has the details")
        .asRuntimeException();
  }
}
