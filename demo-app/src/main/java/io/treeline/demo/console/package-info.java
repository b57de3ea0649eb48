/**
 * Tells the person at the terminal what the agents are doing.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.console.Console}
 * </ul>
 */
@NullMarked
package io.treeline.demo.console;

import org.jspecify.annotations.NullMarked;
