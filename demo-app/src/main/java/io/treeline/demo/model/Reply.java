package io.treeline.demo.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the model answers: text, tool calls, or text that explains the tool calls beside it.
 *
 * @param text empty when the model only calls tools
 * @param calls empty when the model only talks
 */
record Reply(String text, List<Call> calls) {

  Reply {
    calls = List.copyOf(calls);
  }

  /**
   * A tool call without its id, which the server gives.
   *
   * @param arguments a JSON object as text
   */
  record Call(String tool, String arguments) {}

  static Reply say(String text) {
    return new Reply(text, List.of());
  }

  static Reply use(String rationale, Call... calls) {
    return new Reply(rationale, List.of(calls));
  }

  /** A call with string arguments, given as name, value, name, value. */
  static Call call(String tool, String... arguments) {
    Map<String, String> object = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      object.put(arguments[i], arguments[i + 1]);
    }
    try {
      return new Call(tool, new ObjectMapper().writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings could not be written as JSON: " + object, e);
    }
  }
}
