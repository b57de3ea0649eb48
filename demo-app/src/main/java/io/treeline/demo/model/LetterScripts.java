package io.treeline.demo.model;

/** A complaint is answered by letter: written, then criticised and edited until it is good. */
final class LetterScripts {

  private LetterScripts() {}

  static Script write() {
    return PhraseScript.when(
        "You draft letters",
        request ->
            Reply.say(
                "Dear Mr Weber, your parcel was late. We regret this. A voucher is enclosed."));
  }

  /** Never content: each round it asks for the same warmth, which is how such loops run away. */
  static Script criticise() {
    return PhraseScript.when(
        "You judge the tone of letters",
        request -> Reply.say(request.question().contains("sincerely") ? "0.7" : "0.4"));
  }

  static Script edit() {
    return PhraseScript.when(
        "You edit letters",
        request ->
            Reply.say(
                "Dear Mr Weber, we are sincerely sorry that your parcel was late, and that nobody"
                    + " told you. Please accept the enclosed voucher."));
  }
}
