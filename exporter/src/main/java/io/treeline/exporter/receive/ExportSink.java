package io.treeline.exporter.receive;

import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.model.ProjectId;

/** Where received exports go. Thread-safe; may block. */
public interface ExportSink {

  /**
   * Keeps one export request; returns when what it accepted is durable.
   *
   * @param project whose they are
   * @param body decompressed; not changed afterwards
   * @throws io.treeline.exporter.decode.MalformedPayloadException when it cannot be decoded
   * @throws OverloadedException when there is too much to be kept now; nothing was kept
   * @throws SinkUnavailableException when it could not be kept now; nothing was kept
   */
  ExportOutcome accept(ProjectId project, byte[] body, OtlpFormat format);
}
