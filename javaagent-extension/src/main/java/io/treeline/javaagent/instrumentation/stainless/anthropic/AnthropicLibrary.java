package io.treeline.javaagent.instrumentation.stainless.anthropic;

import com.anthropic.core.ClientOptions;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.Params;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.javaagent.treeline.genai.CallerSession;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.wire.AnthropicApi;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.instrumentation.stainless.JsonBodies;
import io.treeline.javaagent.instrumentation.stainless.RequestBody;
import io.treeline.javaagent.instrumentation.stainless.SessionHeaders;
import io.treeline.javaagent.instrumentation.stainless.StainlessLibrary;
import io.treeline.semconv.GenAiAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The official Anthropic library. */
public final class AnthropicLibrary
    implements StainlessLibrary<Params, ClientOptions, RequestOptions> {

  public static final AnthropicLibrary INSTANCE = new AnthropicLibrary();

  /** The body's accessor; the first versions hide it under the second name. */
  private static final OptionalMethod BODY = OptionalMethod.named("_body");

  private static final OptionalMethod HIDDEN_BODY =
      OptionalMethod.named("_body$anthropic_java_core");

  /** Of the client's options; before 2.0 the HTTP client's backend alone knows. */
  private static final OptionalMethod BASE_URL = OptionalMethod.named("baseUrl");

  private static final OptionalField HTTP_CLIENT = OptionalField.named("originalHttpClient");
  private static final OptionalField BACKEND = OptionalField.named("backend");

  /** Since 2.72. */
  private static final OptionalMethod OPEN_TELEMETRY = OptionalMethod.named("openTelemetry");

  private static final OptionalMethod CONVERSATION_ID = OptionalMethod.named("conversationId");

  private final GenAiTelemetry telemetry =
      GenAiTelemetry.create("io.treeline.anthropic", "anthropic");
  private final JsonBodies json = new JsonBodies(ObjectMappers.jsonMapper());

  private AnthropicLibrary() {}

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public GenAiTelemetry telemetry() {
    return telemetry;
  }

  @Override
  public JsonBodies json() {
    return json;
  }

  @Override
  public Class<?> rawResponse() {
    return HttpResponseFor.class;
  }

  @Override
  public Class<?> streamResponse() {
    return StreamResponse.class;
  }

  @Override
  public @Nullable RequestBody body(Params params) {
    Object body = BODY.call(params);
    if (body == null) {
      body = HIDDEN_BODY.call(params);
    }
    return body == null ? null : new RequestBody(AnthropicApi.MESSAGES, body);
  }

  @Override
  public @Nullable String baseUrl(ClientOptions client) {
    String url = BASE_URL.text(client);
    return url != null ? url : BASE_URL.text(BACKEND.get(HTTP_CLIENT.get(client)));
  }

  @Override
  public @Nullable CallerSession callerSession(Params params, ClientOptions client) {
    return SessionHeaders.session(session(params._headers()), session(client.headers()));
  }

  @Override
  public void describe(ModelCall call, Object response) {
    if (response instanceof HttpResponse http) {
      put(call, GenAiAttributes.ANTHROPIC_REQUEST_ID, http, "request-id");
      put(call, GenAiAttributes.ANTHROPIC_ORGANIZATION_ID, http, "anthropic-organization-id");
      put(call, GenAiAttributes.ANTHROPIC_WORKSPACE_ID, http, "anthropic-workspace-id");
    }
  }

  @Override
  public @Nullable String conversationId(RequestOptions options) {
    return OPEN_TELEMETRY.call(options) instanceof Optional<?> given
            && CONVERSATION_ID.call(given.orElse(null)) instanceof Optional<?> id
            && id.orElse(null) instanceof String text
            && !text.isBlank()
        ? text
        : null;
  }

  private static void put(
      ModelCall call, AttributeKey<String> key, HttpResponse response, String header) {
    List<String> values = response.headers().values(header);
    if (!values.isEmpty()) {
      call.set(key, values.get(0));
    }
  }

  private static @Nullable CallerSession session(Headers headers) {
    return headers.isEmpty() ? null : CallerSession.fromHeaders(headers.names(), headers::values);
  }
}
