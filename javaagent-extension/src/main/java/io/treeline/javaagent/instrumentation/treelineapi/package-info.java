/**
 * Makes the calls of {@code treeline-api} work: sessions, paths and content rules, by advice on the
 * methods of {@code io.treeline.api.internal.AgentBridge}.
 *
 * <p>Library: {@code io.treeline:treeline-api}, every version.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.javaagent.instrumentation.treelineapi.TreelineApiInstrumentationModule}
 *   <li>{@link io.treeline.javaagent.instrumentation.treelineapi.SessionScopes}: what advice calls
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.treelineapi;

import org.jspecify.annotations.NullMarked;
