/**
 * Runs real programs under the real agent jar and looks at the spans that leave it.
 *
 * <p>A test that needs the agent is an {@code *IT} (failsafe, after {@code package}):
 *
 * <pre>{@code
 * try (OtlpTestReceiver receiver = OtlpTestReceiver.start();
 *     AgentJvm jvm =
 *         AgentJvm.builder(MyScenarios.class)                       // has main(String[])
 *             .libraries("com.openai:openai-java:1.1.0")            // jars of exactly that version
 *             .exportTo(receiver)
 *             .property("server", server.url())
 *             .start()) {
 *   jvm.awaitSuccess();
 *   List<ReceivedSpan> spans = receiver.spans();
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Starting the agent costs seconds: let one program run many scenarios, and tell their spans
 *       apart by trace ({@code receiver.trace(rootName)}) or attribute.
 *   <li>{@link io.treeline.javaagent.testing.Libraries} finds jars of a library at a version, with
 *       what it needs, by Maven itself: mirrors, proxies and the local repository are the user's.
 *       Results are kept in {@code target/libraries}, so a version is looked up once per clean
 *       build. The program sees these jars, the test classes and nothing else; test classes that it
 *       loads must not use test libraries. Name the versions in the test, no POM has to change.
 *   <li>{@link io.treeline.javaagent.testing.TestJdks}: the JDKs to run on are those of the
 *       environment variable {@code TREELINE_TEST_JDKS} (a list of JAVA_HOME directories, separated
 *       as in a class path); the one that runs the test when it is not set. Use them as the
 *       arguments of a parameterized test; a directory without a JDK fails the test.
 *   <li>A program ends by itself: its last act is to return from {@code main}; the agent then
 *       exports what it still holds. {@code awaitSuccess} fails with the program's output when the
 *       exit code is not 0.
 * </ul>
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.javaagent.testing.AgentJvm}
 *   <li>{@link io.treeline.javaagent.testing.OtlpTestReceiver}
 * </ul>
 */
package io.treeline.javaagent.testing;
