package io.treeline.demo.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.treeline.demo.backend.OrderDesk;
import io.treeline.demo.console.Console;

/** What the carrier specialist can look up. */
final class CarrierTools {

  private final OrderDesk orders;
  private final Console console;

  CarrierTools(OrderDesk orders, Console console) {
    this.orders = orders;
    this.console = console;
  }

  @Tool(name = "carrier_rules", value = "What a carrier allows")
  String carrierRules(@P(name = "carrier", value = "name of the carrier") String carrier) {
    console.step("tool", "carrier_rules " + carrier);
    return orders.carrierRules(carrier);
  }
}
