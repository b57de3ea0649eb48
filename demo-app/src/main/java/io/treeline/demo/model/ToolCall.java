package io.treeline.demo.model;

/**
 * One tool call a model asks for.
 *
 * @param id provider's id, such as {@code call_Jx3…}; the result refers to it
 * @param arguments a JSON object as text, which is how the API carries it
 */
record ToolCall(String id, String name, String arguments) {}
