package io.treeline.demo.model;

import java.util.List;

/**
 * One message of a request.
 *
 * @param role {@code system}, {@code developer}, {@code user}, {@code assistant} or {@code tool}
 * @param content all text parts joined; empty when there is none
 * @param toolCalls what an assistant message asked for; empty otherwise
 * @param toolCallId the call a tool message answers; empty otherwise
 */
record Message(String role, String content, List<ToolCall> toolCalls, String toolCallId) {

  Message {
    toolCalls = List.copyOf(toolCalls);
  }
}
