package io.treeline.javaagent.instrumentation.bedrock;

import software.amazon.awssdk.core.SdkPojo;

/** Told of what passes on its way to the application, and of endings that no future tells. */
interface EventWatcher {

  void event(SdkPojo event);

  void drained();

  /** The application wants no more events. */
  void cancelled();
}
