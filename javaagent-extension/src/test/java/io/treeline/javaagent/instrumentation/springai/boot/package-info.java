/** An application of Spring Boot's with Spring AI, as their guides have it. */
package io.treeline.javaagent.instrumentation.springai.boot;
