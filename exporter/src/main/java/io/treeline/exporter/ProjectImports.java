package io.treeline.exporter;

import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.ingest.LoadTarget;
import io.treeline.exporter.ingest.ProjectIngests;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.transfer.ImportSink;
import java.util.List;

/**
 * Keeps imports of a project: what was exported as it was, neither normalized nor priced anew; what
 * others wrote as if they had sent it.
 */
record ProjectImports(SpanStore store, LoadTarget target, ProjectIngests ingest, ProjectId project)
    implements ImportSink {

  @Override
  public void spans(List<Span> spans) {
    target.spans().accept(spans);
    target.stored().accept(spans);
  }

  @Override
  public void logs(List<LogRecord> logs) {
    target.logs().accept(logs);
  }

  @Override
  public void scores(List<Score> scores) {
    target.scores().accept(scores);
  }

  @Override
  public void tag(String sessionId, String tag) {
    store.corrections().tagSession(sessionId, tag);
  }

  @Override
  public long otlpSpans(byte[] request) {
    return ingest.spans(project, request, OtlpFormat.JSON).accepted();
  }

  @Override
  public long otlpLogs(byte[] request) {
    return ingest.logs(project, request, OtlpFormat.JSON).accepted();
  }
}
