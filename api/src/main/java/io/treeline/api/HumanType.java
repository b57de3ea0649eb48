package io.treeline.api;

import java.util.Locale;

/** Why a human steps in. */
public enum HumanType {
  /** Says yes or no to what the agent is about to do. */
  APPROVAL,
  /** Gives what the agent does not know. */
  INPUT,
  /** Changes what the agent has made. */
  EDIT,
  /** Goes on instead of the agent. */
  TAKEOVER;

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
