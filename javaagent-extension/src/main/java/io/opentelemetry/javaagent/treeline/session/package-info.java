/**
 * What is known about the session in which code runs, and its way onto spans.
 *
 * <p>In: ids, names, paths and properties from the API, from inbound baggage, from headers and from
 * frameworks. Out: a {@link io.opentelemetry.javaagent.treeline.session.SessionContext} in the
 * OpenTelemetry {@code Context}, and attributes on every span started under it.
 *
 * <p><b>Why this package name?</b> Advice and its helpers exist once per application class loader.
 * The agent's loader for them takes classes whose name starts with {@code
 * io.opentelemetry.javaagent} from the extension instead, where they exist once. So whatever holds
 * state that all class loaders share, a {@code ContextKey} above all, stands under {@code
 * io.opentelemetry.javaagent.treeline}; everything else stands under {@code io.treeline.javaagent}.
 * See docs/rationale.md.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.opentelemetry.javaagent.treeline.session.SessionContext}: the data, and how a
 *       library's room offers an id it found
 *   <li>{@link io.opentelemetry.javaagent.treeline.session.SessionAttributes}: stamps spans that
 *       began before the session was known
 * </ul>
 */
@NullMarked
package io.opentelemetry.javaagent.treeline.session;

import org.jspecify.annotations.NullMarked;
