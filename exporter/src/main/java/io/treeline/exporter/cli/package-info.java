/**
 * The commands that read: {@code sessions}, {@code tree} and {@code export}. They talk to a running
 * exporter over REST, or read its store directly when none runs; either way they see the documents
 * of docs/api.md and nothing else.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.cli.ReadCommands}: the commands, to be added to the main one
 *   <li>{@link io.treeline.exporter.cli.Answers}: where the documents come from
 *   <li>{@link io.treeline.exporter.cli.SpanTreeDrawing}: the terminal tree
 * </ul>
 */
@NullMarked
package io.treeline.exporter.cli;

import org.jspecify.annotations.NullMarked;
