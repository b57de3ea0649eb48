/**
 * LangChain4j's retrieval: what an AI service looks up before it asks its model.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link Retrievals}: searches, whoever makes them
 *   <li>{@link Augmentations}: searches that are several, and which of them was chosen
 *   <li>{@link Documents}: what was found
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.langchain4j.rag;

import org.jspecify.annotations.NullMarked;
