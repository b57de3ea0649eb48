/**
 * Sessions, paths, agents and tools marked by annotation. Honoured by the agent, without effect
 * when it is absent; applications need this jar at compile time only.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.api.annotation.TracedSession}: a call of the method is a session
 *   <li>{@link io.treeline.api.annotation.TracedAgent}, {@link
 *       io.treeline.api.annotation.TracedTool}: a call of the method is a span
 * </ul>
 */
@NullMarked
package io.treeline.api.annotation;

import org.jspecify.annotations.NullMarked;
