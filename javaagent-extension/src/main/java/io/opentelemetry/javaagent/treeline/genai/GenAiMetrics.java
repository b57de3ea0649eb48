package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The client metrics of the GenAI conventions, with the buckets they give. */
final class GenAiMetrics {

  private static final AttributeKey<String> TOKEN_TYPE =
      AttributeKey.stringKey("gen_ai.token.type");

  private static final List<Double> SECONDS =
      IntStream.range(0, 14).mapToObj(i -> Math.rint(0.01 * (1 << i) * 100) / 100).toList();
  private static final List<Long> TOKENS =
      LongStream.range(0, 14).mapToObj(i -> 1L << (2 * i)).toList();

  private final DoubleHistogram duration;
  private final DoubleHistogram timeToFirstChunk;
  private final LongHistogram tokens;

  private GenAiMetrics(
      DoubleHistogram duration, DoubleHistogram timeToFirstChunk, LongHistogram tokens) {
    this.duration = duration;
    this.timeToFirstChunk = timeToFirstChunk;
    this.tokens = tokens;
  }

  static GenAiMetrics create(Meter meter) {
    return new GenAiMetrics(
        meter
            .histogramBuilder("gen_ai.client.operation.duration")
            .setDescription("GenAI operation duration.")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build(),
        meter
            .histogramBuilder("gen_ai.client.operation.time_to_first_chunk")
            .setDescription("Time until the first chunk of a streamed answer.")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build(),
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setDescription("Number of input and output tokens used.")
            .setUnit("{token}")
            .setExplicitBucketBoundariesAdvice(TOKENS)
            .build());
  }

  void record(
      Context context,
      @Nullable String defaultProvider,
      ModelRequest request,
      ModelResponse response,
      @Nullable String errorType,
      double seconds,
      @Nullable Double firstContentSeconds) {
    AttributesBuilder common = Attributes.builder();
    common.put(GenAiAttributes.OPERATION_NAME, request.operation());
    put(
        common,
        GenAiAttributes.PROVIDER_NAME,
        request.provider() != null ? request.provider() : defaultProvider);
    put(common, GenAiAttributes.REQUEST_MODEL, request.model());
    put(common, GenAiAttributes.RESPONSE_MODEL, response.model());
    put(
        common,
        CommonAttributes.SERVER_ADDRESS,
        request.attributes().get(CommonAttributes.SERVER_ADDRESS));
    put(
        common,
        CommonAttributes.SERVER_PORT,
        request.attributes().get(CommonAttributes.SERVER_PORT));
    Attributes dimensions = common.build();
    Attributes withError =
        errorType == null
            ? dimensions
            : dimensions.toBuilder().put(CommonAttributes.ERROR_TYPE, errorType).build();
    duration.record(seconds, withError, context);
    if (firstContentSeconds != null) {
      timeToFirstChunk.record(firstContentSeconds, dimensions, context);
    }
    recordTokens(context, dimensions, "input", response.usage().input());
    recordTokens(context, dimensions, "output", response.usage().output());
  }

  private void recordTokens(
      Context context, Attributes dimensions, String type, @Nullable Long count) {
    if (count != null) {
      tokens.record(count, dimensions.toBuilder().put(TOKEN_TYPE, type).build(), context);
    }
  }

  private static <T> void put(AttributesBuilder to, AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      to.put(key, value);
    }
  }
}
