package io.treeline.javaagent.testing.library;

/**
 * What programs do with a model library. Runs in a JVM with the library and the test classes only.
 *
 * <p>Each method asks for the model it is given, at {@code System.getProperty("server")}, with the
 * user's message "Hi" unless it says otherwise, and returns what the application saw, without
 * anything that differs from run to run. An exception that reaches the application is caught by the
 * caller.
 */
public interface LibraryScenarios {

  /** One question, one answer: its text. */
  String chat(String model) throws Exception;

  /**
   * System message "Be brief.", temperature 0.5, top p 0.9, 100 tokens at most, frequency penalty
   * 0.1, presence penalty 0.2, seed 7, user "u-7", stop at "END".
   */
  String parameters(String model) throws Exception;

  /**
   * Offers the tool {@code lookup_order(orderId)}, described "Looks an order up", runs it in the
   * application's own code with the result {@code {"status":"shipped"}}, and asks again: the last
   * answer's text.
   */
  String toolLoop(String model) throws Exception;

  /** Asks for usage, reads all chunks, closes: their text. */
  String streamDrained(String model) throws Exception;

  /** Reads all chunks, never closes: their text. */
  String streamDrainedNotClosed(String model) throws Exception;

  /** Reads chunks until the first with text, closes: that text. */
  String streamClosedEarly(String model) throws Exception;

  /** Reads a chunk with text, then neither reads on nor closes, and holds nothing. */
  String streamAbandoned(String model) throws Exception;

  /** Asks asynchronously: the answer's text. */
  String asyncChat(String model) throws Exception;

  /** Streams asynchronously to the end: the text. */
  String asyncStream(String model) throws Exception;

  /** Asks asynchronously and gives up at once. */
  String asyncCancelled(String model) throws Exception;

  /** Asks asynchronously and, inside the callback, asks {@code nested}: both texts. */
  String callback(String model, String nested) throws Exception;

  /** Gives up waiting for the answer after half a second. */
  String timeout(String model) throws Exception;

  /**
   * Sets session id "h-1", session name "Headers", path "/by/header", user "u-9" and property
   * "plan" = "pro" by {@code Helicone-*} headers.
   */
  String sessionHeaders(String model) throws Exception;

  /** What only this library has; may take its own server. */
  default String others() throws Exception {
    return "nothing";
  }
}
