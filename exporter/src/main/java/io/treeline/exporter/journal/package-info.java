/**
 * Keeps what was received, as it was received, until the store has it. An acknowledgement means
 * that it is here; the store is filled behind it. Knows bytes and positions, nothing of spans.
 *
 * <p>A journal is a directory: segments named by the position they begin at, {@code state} with the
 * position up to which everything is in the store, {@code lock}, {@code corrupt/} with what could
 * not be read again and {@code refused/} with what the store can never hold.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.journal.Journal}: append, read on, say what is loaded
 *   <li>{@link io.treeline.exporter.journal.JournalEntry}: what is kept
 *   <li>{@link io.treeline.exporter.journal.RecordFormat}: how it is written
 * </ul>
 */
@NullMarked
package io.treeline.exporter.journal;

import org.jspecify.annotations.NullMarked;
