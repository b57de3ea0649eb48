package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;

/** Subscribes a client to the live feed. */
final class LiveService extends AbstractHttpService {

  private final ProjectViews views;

  LiveService(ProjectViews views) {
    this.views = views;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest req) {
    ctx.clearRequestTimeout();
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
                () -> views.of(ctx).live().subscribe(), ctx.blockingTaskExecutor())
            .exceptionally(fault -> ErrorMapping.answer(Exceptions.peel(fault))));
  }
}
