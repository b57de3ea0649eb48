/**
 * Reads back from the exporter what was recorded of the conversations, and compares it with what
 * must be there.
 *
 * <p>The expectations are text files, one per session, in the form in which a tree is drawn here: a
 * difference is a difference of lines.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.check.SessionCheck}: the comparison, with an exit code
 *   <li>{@link io.treeline.demo.check.SessionText}: one session as text
 * </ul>
 */
@NullMarked
package io.treeline.demo.check;

import org.jspecify.annotations.NullMarked;
