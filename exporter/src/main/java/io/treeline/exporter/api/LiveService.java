package io.treeline.exporter.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Subscribes a client to the live feed. */
final class LiveService extends AbstractHttpService {

  private final LiveFeed feed;

  LiveService(LiveFeed feed) {
    this.feed = feed;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest req) {
    ctx.clearRequestTimeout();
    return feed.subscribe();
  }
}
