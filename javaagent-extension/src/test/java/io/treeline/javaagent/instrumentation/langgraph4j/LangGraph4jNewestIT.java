package io.treeline.javaagent.instrumentation.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest version. */
class LangGraph4jNewestIT extends LangGraph4jContract {

  @Override
  String version() {
    return "1.8.17";
  }

  @Override
  boolean failsAtLimit() {
    return true;
  }

  @Override
  boolean readsAhead() {
    return false;
  }

  @Test
  void contentOff_spansHoldNone() throws Exception {
    try (ScriptedModel fresh = scripted()) {
      List<ReceivedSpan> spans =
          ContentOff.run(
              program(fresh), "refunded", "Where is my money", "left here", "draft", "book");

      assertThat(spans)
          .filteredOn(span -> "thread-7".equals(span.attribute("session.id")))
          .extracting(ReceivedSpan::name)
          .contains("chat triage", "chat refund");
    }
  }
}
