/**
 * What an application can tell the tracer that it cannot see by itself.
 *
 * <h2>Start here</h2>
 */
@NullMarked
package io.treeline.api;

import org.jspecify.annotations.NullMarked;
