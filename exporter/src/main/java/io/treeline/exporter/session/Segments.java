package io.treeline.exporter.session;

import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.semconv.GenAiAttributes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of a derived path that a span itself adds: the name of an agent, workflow, tool or other
 * named step of an agent's work, or what kind of model call it is. The application's own spans and
 * an agent's inner steps add none: the path is to read as the decisions.
 */
final class Segments {

  static final int MAX_LENGTH = 120;

  private Segments() {}

  /** The span's own segment, cleaned; null when it adds none. */
  static @Nullable String of(Span span) {
    Operation operation = span.operation();
    String raw =
        switch (operation.kind()) {
          case AGENT -> nameOf(operation.agentName(), span);
          case WORKFLOW -> nameOf(workflowName(span), span);
          case TOOL, RETRIEVER, GUARDRAIL, EVALUATOR, MCP, MEMORY, HUMAN ->
              nameOf(operation.toolName(), span);
          case LLM, EMBEDDING, RERANKER ->
              isBlank(operation.name()) ? lower(operation.kind()) : operation.name();
          case STEP, OTHER -> null;
        };
    return raw == null ? null : clean(raw);
  }

  /**
   * One path segment: what the developer wrote, case kept, with slashes, white space and control
   * characters as hyphens and cut to {@link #MAX_LENGTH}; null when nothing is left.
   */
  static @Nullable String clean(String raw) {
    if (isClean(raw)) {
      return raw;
    }
    StringBuilder out = new StringBuilder();
    boolean gap = false;
    for (int i = 0; i < raw.length(); ) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      if (c == '/' || Character.isWhitespace(c) || Character.isISOControl(c)) {
        gap = true;
        continue;
      }
      if (gap && !out.isEmpty()) {
        out.append('-');
      }
      gap = false;
      if (out.length() >= MAX_LENGTH) {
        return out.append('…').toString();
      }
      out.appendCodePoint(c);
    }
    return out.isEmpty() ? null : out.toString();
  }

  private static @Nullable String workflowName(Span span) {
    var given = span.attributes().get(GenAiAttributes.WORKFLOW_NAME.getKey());
    return given != null && given.isTextual() ? given.textValue() : null;
  }

  /** The span's name without the operation's name that conventions put before it. */
  private static String ownName(Span span) {
    String operation = span.operation().name();
    String name = span.name().strip();
    if (operation != null && name.startsWith(operation + " ")) {
      return name.substring(operation.length() + 1);
    }
    // Our agent's steps of people and guardrails, which have no operation's name: "human askUser".
    OperationKind kind = span.operation().kind();
    if (kind == OperationKind.HUMAN || kind == OperationKind.GUARDRAIL) {
      String step = lower(kind) + " ";
      return name.startsWith(step) ? name.substring(step.length()) : name;
    }
    return name;
  }

  private static String nameOf(@Nullable String preferred, Span span) {
    return preferred == null || preferred.isBlank() ? ownName(span) : preferred;
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static String lower(OperationKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Nearly all are: plain letters, not too many. */
  private static boolean isClean(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c == '/' || c > '~') {
        return false;
      }
    }
    return !raw.isEmpty() && raw.length() <= MAX_LENGTH;
  }
}
