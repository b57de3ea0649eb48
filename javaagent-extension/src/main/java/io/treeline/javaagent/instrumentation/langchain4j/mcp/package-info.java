/**
 * LangChain4j's own client of the Model Context Protocol, which has nothing of the protocol's Java
 * SDK.
 *
 * <p>All its requests pass through its transport; no type of the client's is named here, for they
 * moved between packages.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link LangChain4jMcpInstrumentationModule}: what is hooked
 *   <li>{@link ClientRequests}: one request
 *   <li>{@link ClientMessage}: what a request says
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.langchain4j.mcp;

import org.jspecify.annotations.NullMarked;
