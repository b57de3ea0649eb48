package io.treeline.exporter.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on requests and on the sessions they belong to. */
public sealed interface RequestFilter {

  /** Everything. */
  RequestFilter ALL = new And(List.of());

  /** All of them hold; with none it always does. */
  record And(List<RequestFilter> parts) implements RequestFilter {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of them holds; with none it never does. */
  record Or(List<RequestFilter> parts) implements RequestFilter {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A field compares to a value.
   *
   * @param name of the property or score, without regard to case for properties; null for the other
   *     fields
   * @param value of the field's type; null for PRESENT and ABSENT
   */
  record Test(Field field, @Nullable String name, Operator operator, @Nullable Object value)
      implements RequestFilter {
    public Test {
      boolean named = field == Field.PROPERTY || field == Field.SCORE;
      boolean unary = operator == Operator.PRESENT || operator == Operator.ABSENT;
      boolean typed = value == null || field.type.isInstance(value);
      if (named != (name != null) || unary != (value == null) || !typed || !operator.takes(field)) {
        throw new IllegalArgumentException(
            "no condition can be made of %s %s %s %s".formatted(field, name, operator, value));
      }
    }
  }

  /** How to compare. Nothing is known of an absent value but that it is not equal to any. */
  enum Operator {
    EQUALS,
    /** Holds for absent values too. */
    NOT_EQUALS,
    GREATER,
    AT_LEAST,
    LESS,
    AT_MOST,
    /** Occurs in it, without regard to case. */
    CONTAINS,
    /** Holds for absent values too. */
    NOT_CONTAINS,
    /** {@code %} is any text, {@code _} any character. */
    LIKE,
    /** As LIKE, without regard to case. */
    LIKE_ANY_CASE,
    PRESENT,
    ABSENT;

    /** Whether fields of this type can be compared so. */
    public boolean takes(Field field) {
      return switch (this) {
        case EQUALS, NOT_EQUALS, PRESENT, ABSENT -> true;
        case GREATER, AT_LEAST, LESS, AT_MOST -> Number.class.isAssignableFrom(field.type);
        case CONTAINS, NOT_CONTAINS, LIKE, LIKE_ANY_CASE -> field.type == String.class;
      };
    }
  }

  /** What is compared. Times are epoch nanoseconds, durations nanoseconds. */
  enum Field {
    /** A span's key as {@code trace:span}, in hexadecimal digits. */
    SPAN(String.class, false),
    START(Long.class, false),
    END(Long.class, false),
    LATENCY(Long.class, false),
    TIME_TO_FIRST_CHUNK(Long.class, false),
    /** HTTP status; of a request that has none 500 when it failed, else 200. */
    HTTP_STATUS(Long.class, false),
    /** The model that answered, else the one asked for. */
    MODEL(String.class, false),
    PROVIDER(String.class, false),
    TOOL(String.class, false),
    USER(String.class, false),
    /** The path as sent, else normalized. */
    PATH(String.class, false),
    URL(String.class, false),
    INPUT_TOKENS(Long.class, false),
    OUTPUT_TOKENS(Long.class, false),
    /** Input and output; unknown when both are. */
    TOTAL_TOKENS(Long.class, false),
    CACHE_READ_TOKENS(Long.class, false),
    CACHE_WRITE_TOKENS(Long.class, false),
    COST(java.math.BigDecimal.class, false),
    /** The property with a name. */
    PROPERTY(String.class, false),
    /** The score with a name, of the request itself. */
    SCORE(java.math.BigDecimal.class, false),
    /** What went in, as text. */
    INPUT(String.class, false),
    /** What came out, as text. */
    OUTPUT(String.class, false),
    SESSION_ID(String.class, true),
    /** As shown: the given name, else the derived one. */
    SESSION_NAME(String.class, true),
    SESSION_TAG(String.class, true),
    SESSION_COST(java.math.BigDecimal.class, true),
    SESSION_INPUT_TOKENS(Long.class, true),
    SESSION_OUTPUT_TOKENS(Long.class, true),
    SESSION_TOTAL_TOKENS(Long.class, true),
    SESSION_REQUESTS(Long.class, true),
    SESSION_START(Long.class, true),
    /** The latest start of one of its requests. */
    SESSION_LAST_REQUEST(Long.class, true);

    private final Class<?> type;
    private final boolean ofSession;

    Field(Class<?> type, boolean ofSession) {
      this.type = type;
      this.ofSession = ofSession;
    }

    /** {@code String}, {@code Long} or {@code BigDecimal}. */
    public Class<?> type() {
      return type;
    }

    /** Whether it is the session that has it. */
    public boolean ofSession() {
      return ofSession;
    }
  }
}
