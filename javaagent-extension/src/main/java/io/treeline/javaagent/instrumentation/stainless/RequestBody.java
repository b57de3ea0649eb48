package io.treeline.javaagent.instrumentation.stainless;

import io.opentelemetry.javaagent.treeline.genai.wire.WireApi;

/** Body of a request, as the library's mapper takes it, and the API it is for. */
public record RequestBody(WireApi api, Object value) {}
