package io.treeline.demo.model;

/**
 * Tokens billed for one call.
 *
 * @param input tokens of the prompt, cached ones included
 * @param cached the part of {@code input} read from the prompt cache
 * @param output tokens of the answer, reasoning included
 * @param reasoning the part of {@code output} the model thought with
 */
record Usage(long input, long cached, long output, long reasoning) {}
