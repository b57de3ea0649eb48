package io.treeline.exporter.api;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.pricing.PriceQuestion;
import io.treeline.exporter.pricing.Prices;
import io.treeline.exporter.query.QueryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is served under {@code /api/v1/prices}. */
public final class PriceServices {

  static final Set<String> CHECK_PARAMETERS =
      Set.of(
          "model",
          "provider",
          "address",
          "at",
          "input",
          "output",
          "cacheRead",
          "cacheWrite",
          "cacheWriteHour",
          "reasoning",
          "inputAudio",
          "outputAudio",
          "cacheReadAudio",
          "inputImage");

  private final Prices prices;

  private PriceServices(Prices prices) {
    this.prices = prices;
  }

  /**
   * Adds the services to a server; before those of {@link ApiServices}, which refuse the rest.
   *
   * @param pricing the span with the cost it has by the prices in force
   */
  public static void install(
      ServerBuilder server, Prices prices, ProjectViews views, UnaryOperator<Span> pricing) {
    PriceServices services = new PriceServices(prices);
    server.service(
        RepriceService.PATH, MethodService.question(new RepriceService(views, pricing)::run));
    resource(server, "/api/v1/prices", services::list);
    resource(server, "/api/v1/prices/check", services::check);
  }

  private static void resource(
      ServerBuilder server, String path, Function<ServiceRequestContext, JsonBody> resource) {
    server.service(path, new ResourceService(resource).decorate(EncodingService.newDecorator()));
  }

  private JsonBody list(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), Set.of("provider"));
    return PriceJson.list(prices.models(parameters.one("provider")), prices.status());
  }

  private JsonBody check(ServiceRequestContext ctx) {
    Parameters parameters = Parameters.of(ctx.queryParams(), CHECK_PARAMETERS);
    String model = parameters.one("model");
    if (model == null || model.isEmpty()) {
      throw QueryException.invalid("model must be given: the name of the model as spans have it");
    }
    TokenUsage usage =
        new TokenUsage(
            count(parameters, "input"),
            count(parameters, "output"),
            count(parameters, "cacheRead"),
            count(parameters, "cacheWrite"),
            count(parameters, "reasoning"),
            count(parameters, "cacheWriteHour"),
            count(parameters, "inputAudio"),
            count(parameters, "outputAudio"),
            count(parameters, "cacheReadAudio"),
            count(parameters, "inputImage"));
    PriceQuestion question =
        new PriceQuestion(
            model,
            parameters.one("provider"),
            parameters.one("address"),
            at(parameters.one("at")),
            usage,
            true);
    return PriceJson.check(prices.check(question), prices.status());
  }

  private static Instant at(@Nullable String text) {
    try {
      return text == null ? Instant.now() : Instant.parse(text);
    } catch (DateTimeException e) {
      throw QueryException.invalid(
          "at must be a time such as 2026-11-23T06:00:00Z: was \"%s\"".formatted(text));
    }
  }

  private static @Nullable Long count(Parameters parameters, String name) {
    String text = parameters.one(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,15}")) {
      throw QueryException.invalid(
          "%s must be a number of tokens: was \"%s\"".formatted(name, text));
    }
    return Long.valueOf(text);
  }
}
