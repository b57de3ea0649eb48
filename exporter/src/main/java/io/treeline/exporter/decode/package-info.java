/**
 * Turns the bytes of an OTLP export into {@link io.treeline.exporter.decode.RawSpan}s and {@link
 * io.treeline.exporter.decode.RawLog}s, which know nothing of any convention.
 *
 * <p>In: protobuf or JSON, already decompressed. Out: {@link
 * io.treeline.exporter.decode.DecodedBatch}. Protobuf types end here.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.decode.OtlpFormat}
 *   <li>{@link io.treeline.exporter.decode.RawSpan}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.decode;

import org.jspecify.annotations.NullMarked;
