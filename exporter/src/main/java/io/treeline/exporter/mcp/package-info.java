/**
 * Lets agents ask about traces, their own or others', over the Model Context Protocol: tools that
 * answer in few words, bounded in size.
 *
 * <p>The protocol's library is loaded with the first request.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.mcp.McpService}
 *   <li>{@link io.treeline.exporter.mcp.SessionTools}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.mcp;

import org.jspecify.annotations.NullMarked;
