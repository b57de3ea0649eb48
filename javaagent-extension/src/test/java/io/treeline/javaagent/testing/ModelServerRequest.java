package io.treeline.javaagent.testing;

import com.sun.net.httpserver.Headers;

/**
 * A request {@link LoopbackModelServer} received.
 *
 * @param body JSON text
 */
public record ModelServerRequest(String model, String path, Headers headers, String body) {}
