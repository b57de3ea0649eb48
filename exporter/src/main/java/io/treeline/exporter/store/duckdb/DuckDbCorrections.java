package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.SpanCorrections;
import io.treeline.exporter.store.SpanCost;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands each change to the writing thread. */
final class DuckDbCorrections implements SpanCorrections {

  private static final String TAG =
      """
      INSERT INTO session_tags (session_id, tag) VALUES (?, ?)
      ON CONFLICT (session_id) DO UPDATE SET tag = excluded.tag
      """;

  private final GroupCommit writer;

  DuckDbCorrections(GroupCommit writer) {
    this.writer = writer;
  }

  @Override
  public void replace(List<Span> spans) {
    writer.replace(spans);
  }

  @Override
  public boolean addProperties(SpanKey key, Map<String, String> properties) {
    AtomicBoolean found = new AtomicBoolean();
    writer.change(
        connection -> {
          Optional<String> session = SelectSessionOfSpan.run(connection, key);
          found.set(session.isPresent());
          if (session.isEmpty() || properties.isEmpty()) {
            return Set.of();
          }
          AddedProperties.add(connection, key, properties);
          return Set.of(session.get());
        });
    return found.get();
  }

  @Override
  public void reprice(List<SpanCost> costs) {
    List<SpanCost> checked =
        costs.stream()
            .map(
                cost ->
                    new SpanCost(cost.key(), Costs.scaled(cost.key(), cost.usd()), cost.source()))
            .toList();
    if (!checked.isEmpty()) {
      writer.change(connection -> RepriceSpans.run(connection, checked));
    }
  }

  @Override
  public void tagSession(String sessionId, String tag) {
    writer.change(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(TAG)) {
            statement.setString(1, sessionId);
            statement.setString(2, tag);
            statement.execute();
          }
          return Set.of();
        });
  }
}
