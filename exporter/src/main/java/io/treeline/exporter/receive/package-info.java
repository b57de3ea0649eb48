/**
 * Takes OTLP exports of traces and logs from the network: gRPC on one port, HTTP on another. Bytes
 * go in undecoded to a {@link io.treeline.exporter.receive.ExportSink}; success is answered only
 * after it returned.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.receive.ExportSink}
 *   <li>{@link io.treeline.exporter.receive.GrpcReceiver}
 *   <li>{@link io.treeline.exporter.receive.HttpReceiver}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.receive;

import org.jspecify.annotations.NullMarked;
