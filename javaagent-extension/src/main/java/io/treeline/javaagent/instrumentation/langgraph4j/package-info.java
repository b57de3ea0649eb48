/**
 * LangGraph4j 1.4 to 1.8: graphs as workflows, their nodes, the edges taken, and people who are
 * waited for.
 *
 * <p>The engine was rewritten several times, so little of it is named here: what all versions have
 * is a generator that runs one node with each step, actions behind the nodes, and one method that
 * finds the next node.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link GraphRuns}: what the advice does
 *   <li>{@link GraphRun}: one run of a graph, from its stream's creation to its end
 *   <li>{@link GraphNames}: which action is which node's
 *   <li>{@link PendingAnswers}: interrupted runs that wait for a person
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.langgraph4j;

import org.jspecify.annotations.NullMarked;
