package io.treeline.exporter.transfer;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.store.SpanStore;
import java.util.List;

/** Imports into the store of an exporter that is not running: only what was exported. */
public record StoreImports(SpanStore store) implements ImportSink {

  @Override
  public void spans(List<Span> spans) {
    store.writer().write(spans);
  }

  @Override
  public void logs(List<LogRecord> logs) {
    store.logs().write(logs);
  }

  @Override
  public void scores(List<Score> scores) {
    store.scores().put(scores);
  }

  @Override
  public void tag(String sessionId, String tag) {
    store.corrections().tagSession(sessionId, tag);
  }

  @Override
  public long otlpSpans(byte[] request) {
    throw foreign();
  }

  @Override
  public long otlpLogs(byte[] request) {
    throw foreign();
  }

  private static QueryException foreign() {
    return QueryException.invalid(
        "other programs' files must be normalized and priced: start the exporter and import them"
            + " with --url");
  }
}
