package io.treeline.demo.model;

/** How the model behaves in one kind of conversation. Stateless: all it knows is the request. */
interface Script {

  /** Whether this script knows the conversation. The first script that does plays it. */
  boolean knows(ChatRequest request);

  Reply reply(ChatRequest request);

  /** Whether the provider refuses the first request of this kind with status 429. */
  default boolean limitedAtFirst() {
    return false;
  }
}
