package io.treeline.demo.model;

import java.util.function.Function;

/** A script that knows its conversation by a phrase in the instructions. */
final class PhraseScript implements Script {

  private final String phrase;
  private final boolean limitedAtFirst;
  private final Function<ChatRequest, Reply> behaviour;

  private PhraseScript(
      String phrase, boolean limitedAtFirst, Function<ChatRequest, Reply> behaviour) {
    this.phrase = phrase;
    this.limitedAtFirst = limitedAtFirst;
    this.behaviour = behaviour;
  }

  static Script when(String phrase, Function<ChatRequest, Reply> behaviour) {
    return new PhraseScript(phrase, false, behaviour);
  }

  /** As {@link #when}, but the provider is too busy for the first request. */
  static Script whenBusy(String phrase, Function<ChatRequest, Reply> behaviour) {
    return new PhraseScript(phrase, true, behaviour);
  }

  @Override
  public boolean knows(ChatRequest request) {
    return request.instructions().contains(phrase);
  }

  @Override
  public Reply reply(ChatRequest request) {
    return behaviour.apply(request);
  }

  @Override
  public boolean limitedAtFirst() {
    return limitedAtFirst;
  }
}
