package io.treeline.demo.model;

import java.util.List;

/** All conversations the model can hold, in the order in which they are tried. */
final class SupportScripts {

  private SupportScripts() {}

  static List<Script> all() {
    return List.of(
        PasswordScripts.classify(),
        PasswordScripts.reset(),
        PasswordScripts.confirm(),
        OrderScripts.order(),
        OrderScripts.carrier(),
        RefundScripts.assess(),
        RefundScripts.fraud(),
        RefundScripts.pay(),
        AddressScripts.change(),
        AddressScripts.expert(),
        LetterScripts.write(),
        LetterScripts.criticise(),
        LetterScripts.edit(),
        OtherScripts.faq(),
        OtherScripts.closure(),
        OtherScripts.triage(),
        OtherScripts.knowledge());
  }

  /** Whether a tool's result says that the tool failed. */
  static boolean failed(String result) {
    return result.contains("timed out") || result.contains("unavailable");
  }
}
