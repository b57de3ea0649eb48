/**
 * Support agents on LangChain4j: AI services with tools and memory, and agentic workflows.
 *
 * <p>Nothing here refers to tracing; the memory id of a conversation is what groups its calls.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.langchain4j.OrderLookup}: parallel tools, a retry, a fallback, a
 *       sub-agent
 *   <li>{@link io.treeline.demo.langchain4j.RefundApproval}: a workflow with a human in it
 *   <li>{@link io.treeline.demo.langchain4j.ComplaintLetter}: a loop that hits its limit
 *   <li>{@link io.treeline.demo.langchain4j.AddressChange}: two versions of instructions, a tool
 *       that fails often, a loop, an expensive expert
 *   <li>{@link io.treeline.demo.langchain4j.OpeningHours}: a stream, without any session id
 * </ul>
 */
@NullMarked
package io.treeline.demo.langchain4j;

import org.jspecify.annotations.NullMarked;
