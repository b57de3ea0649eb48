package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.SessionIdSources;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/** The session that Bedrock keeps for an agent is the session. */
final class AgentSessions {

  /**
   * Enters the session a request names.
   *
   * @param id of the session; null when the request names none
   */
  static Context enter(Context context, SdkRequest request, @Nullable String id) {
    SessionContext before = SessionContext.from(context);
    SessionContext entered = before;
    CallerSession headers = Headers.session(request);
    if (headers != null) {
      entered =
          entered
              .offerId(headers.id(), SessionIdSources.HEADER)
              .withName(headers.name())
              .enterPath(headers.path())
              .withUser(headers.userId());
      for (Map.Entry<String, String> property : headers.properties().entrySet()) {
        entered = entered.withProperty(property.getKey(), property.getValue());
      }
    }
    entered = entered.offerId(id, SessionIdSources.FRAMEWORK);
    return entered.equals(before) ? context : entered.storeInContext(context);
  }

  private AgentSessions() {}
}
