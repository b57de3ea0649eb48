package io.treeline.exporter.helicone;

import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.receive.ExportOutcome;
import java.util.List;

/** Where logs go. Thread-safe; may block. */
@FunctionalInterface
public interface LogSink {

  /**
   * Keeps spans, each in the place of a stored one with its key; returns when they are durable.
   *
   * @param project whose they are
   * @throws io.treeline.exporter.receive.SinkUnavailableException when nothing could be kept now
   */
  ExportOutcome replace(ProjectId project, List<RawSpan> spans);
}
