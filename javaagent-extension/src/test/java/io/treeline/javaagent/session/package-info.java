/** Sessions under the real agent: stamped, carried to other threads, kept off the wire. */
package io.treeline.javaagent.session;
