/**
 * Where the agent takes over. Not for applications: may change in any release.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.api.internal.AgentBridge}
 * </ul>
 */
@NullMarked
package io.treeline.api.internal;

import org.jspecify.annotations.NullMarked;
