/**
 * Every method of the agent's fails in turn, and the application sees no difference.
 *
 * <p>A second agent of the test's puts a call to the front of all our methods as they are loaded;
 * nothing in the product knows of it.
 */
package io.treeline.javaagent.faults;
