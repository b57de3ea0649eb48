package io.treeline.exporter.api;

import static io.treeline.exporter.api.ViewProto.ifKnown;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.grpc.stub.StreamObserver;
import io.treeline.exporter.api.v1.DeleteScoreRequest;
import io.treeline.exporter.api.v1.DeleteScoreResponse;
import io.treeline.exporter.api.v1.GetScoreRequest;
import io.treeline.exporter.api.v1.ListScoresRequest;
import io.treeline.exporter.api.v1.ListScoresResponse;
import io.treeline.exporter.api.v1.PutScoreRequest;
import io.treeline.exporter.api.v1.Score;
import io.treeline.exporter.api.v1.ScoreServiceGrpc;
import io.treeline.exporter.api.v1.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.ScoreDraft;
import io.treeline.exporter.query.ScoreListRequest;
import io.treeline.exporter.query.ScorePage;
import io.treeline.exporter.query.ScoreService;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same operations on scores as REST, over gRPC. To be called on threads that may block. */
final class ScoreGrpcService extends ScoreServiceGrpc.ScoreServiceImplBase {

  private final ScoreService scores;

  ScoreGrpcService(ScoreService scores) {
    this.scores = scores;
  }

  @Override
  public void putScore(PutScoreRequest request, StreamObserver<Score> client) {
    QueryGrpcService.one(client, () -> score(scores.put(draft(request.getScore()))));
  }

  @Override
  public void getScore(GetScoreRequest request, StreamObserver<Score> client) {
    QueryGrpcService.one(client, () -> score(scores.score(request.getId())));
  }

  @Override
  public void deleteScore(DeleteScoreRequest request, StreamObserver<DeleteScoreResponse> client) {
    QueryGrpcService.one(
        client,
        () -> {
          scores.delete(request.getId());
          return DeleteScoreResponse.getDefaultInstance();
        });
  }

  @Override
  public void listScores(ListScoresRequest request, StreamObserver<ListScoresResponse> client) {
    QueryGrpcService.one(client, () -> page(scores.find(listRequest(request))));
  }

  private static ScoreListRequest listRequest(ListScoresRequest request) {
    return new ScoreListRequest(
        request.hasFrom() ? RequestProto.time(request.getFrom()) : null,
        request.hasTo() ? RequestProto.time(request.getTo()) : null,
        request.hasName() ? request.getName() : null,
        request.hasSource() ? request.getSource() : null,
        request.hasType() ? request.getType() : null,
        request.hasTarget() ? request.getTarget() : null,
        request.hasSessionId() ? request.getSessionId() : null,
        request.hasTraceId() ? request.getTraceId() : null,
        request.hasSpanId() ? request.getSpanId() : null,
        request.hasSessionName() ? request.getSessionName() : null,
        request.hasPath() ? request.getPath() : null,
        request.hasLimit() ? String.valueOf(request.getLimit()) : null,
        request.hasCursor() ? request.getCursor() : null);
  }

  private static ScoreDraft draft(Score score) {
    ScoreTarget target = score.getTarget();
    return new ScoreDraft(
        score.hasId() ? score.getId() : null,
        score.getName(),
        value(score),
        score.hasSource() ? score.getSource() : null,
        score.hasComment() ? score.getComment() : null,
        score.hasTime() ? RequestProto.time(score.getTime()) : null,
        new ScoreDraft.Target(
            null,
            target.hasTraceId() ? target.getTraceId() : null,
            target.hasSpanId() ? target.getSpanId() : null,
            target.hasSessionId() ? target.getSessionId() : null,
            target.hasSessionName() ? target.getSessionName() : null,
            target.hasPath() ? target.getPath() : null,
            target.hasResponseId() ? target.getResponseId() : null),
        metadata(score.getMetadata()));
  }

  private static @Nullable ScoreValue value(Score score) {
    String label = score.hasLabel() ? score.getLabel() : null;
    return switch (score.getValueCase()) {
      case NUMBER -> {
        if (!Double.isFinite(score.getNumber())) {
          throw QueryException.invalid("number must be finite: was " + score.getNumber());
        }
        yield ScoreValue.numeric(score.getNumber()).called(label);
      }
      case BOOLEAN -> ScoreValue.bool(score.getBoolean()).called(label);
      case CATEGORY -> {
        if (score.getCategory().isEmpty()) {
          throw QueryException.invalid("category must not be empty: was \"\"");
        }
        yield ScoreJson.category(score.getCategory(), label);
      }
      case VALUE_NOT_SET -> null;
    };
  }

  private static Map<String, JsonNode> metadata(Struct struct) {
    Map<String, JsonNode> metadata = new HashMap<>();
    try {
      JsonBody.exactReader()
          .readTree(JsonFormat.printer().print(struct))
          .properties()
          .forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw QueryException.invalid("metadata cannot be written as JSON: " + e.getMessage());
    }
    return metadata;
  }

  private static ListScoresResponse page(ScorePage page) {
    ListScoresResponse.Builder out = ListScoresResponse.newBuilder();
    page.scores().forEach(score -> out.addScores(score(score)));
    ifKnown(page.nextCursor(), out::setNextCursor);
    return out.build();
  }

  private static Score score(io.treeline.exporter.model.Score score) {
    Score.Builder out =
        Score.newBuilder()
            .setId(score.id())
            .setName(score.name())
            .setSource(score.source())
            .setTime(ViewProto.time(score.epochNanos()))
            .setTarget(target(score.target()))
            .setMetadata(struct(score.metadata()));
    ScoreValue value = score.value();
    double number = value.number() == null ? 0 : value.number();
    switch (value.type()) {
      case NUMERIC -> out.setNumber(number);
      case BOOLEAN -> out.setBoolean(number != 0);
      case CATEGORICAL -> ifKnown(value.label(), out::setCategory);
    }
    ifKnown(value.label(), out::setLabel);
    ifKnown(score.comment(), out::setComment);
    return out.build();
  }

  private static ScoreTarget target(io.treeline.exporter.model.ScoreTarget target) {
    ScoreTarget.Builder out = ScoreTarget.newBuilder();
    ifKnown(target.traceId(), out::setTraceId);
    ifKnown(target.spanId(), out::setSpanId);
    ifKnown(target.sessionId(), out::setSessionId);
    ifKnown(target.sessionName(), out::setSessionName);
    ifKnown(target.path(), out::setPath);
    ifKnown(target.responseId(), out::setResponseId);
    return out.build();
  }

  private static Struct struct(Map<String, JsonNode> metadata) {
    Struct.Builder struct = Struct.newBuilder();
    try {
      JsonFormat.parser()
          .merge(JsonNodeFactory.instance.objectNode().setAll(metadata).toString(), struct);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("stored metadata is no JSON object", e);
    }
    return struct.build();
  }
}
