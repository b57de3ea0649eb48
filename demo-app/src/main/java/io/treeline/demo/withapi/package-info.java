/**
 * The one agent that knows of Treeline: what the API adds to what is seen without it.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.withapi.KnowledgeSearch}
 * </ul>
 */
@NullMarked
package io.treeline.demo.withapi;

import org.jspecify.annotations.NullMarked;
