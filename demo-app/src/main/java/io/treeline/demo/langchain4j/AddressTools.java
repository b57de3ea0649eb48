package io.treeline.demo.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agentic.UntypedAgent;
import io.treeline.demo.backend.AddressDesk;
import io.treeline.demo.console.Console;
import io.treeline.demo.langchain4j.AddressChange.PostalExpert;
import java.util.Map;

/** What the address assistant can do. A tool that throws tells the model why. */
final class AddressTools {

  private final AddressDesk desk;
  private final PostalExpert expert;
  private final UntypedAgent dispatcher;
  private final Console console;

  AddressTools(AddressDesk desk, PostalExpert expert, UntypedAgent dispatcher, Console console) {
    this.desk = desk;
    this.expert = expert;
    this.dispatcher = dispatcher;
    this.console = console;
  }

  @Tool(name = "find_order", value = "Looks up an order that is not shipped")
  String findOrder(@P(name = "order_id", value = "number of the order") String orderId) {
    console.step("tool", "find_order " + orderId);
    return desk.order(orderId);
  }

  @Tool(name = "lookup_postcode", value = "The postcode of a street")
  String lookupPostcode(@P(name = "street", value = "with house number") String street) {
    console.step("tool", "lookup_postcode " + street);
    return desk.postcode(street);
  }

  @Tool(name = "check_address", value = "Whether an address exists")
  String checkAddress(
      @P(name = "street", value = "with house number") String street,
      @P(name = "postcode", value = "five digits") String postcode) {
    console.step("tool", "check_address " + street + ", " + postcode);
    return desk.check(street, postcode);
  }

  @Tool(name = "check_street_register", value = "Looks a street up in the register, slowly")
  String checkStreetRegister(@P(name = "street", value = "with house number") String street) {
    console.step("tool", "check_street_register " + street);
    return desk.register(street);
  }

  @Tool(name = "shipment_status", value = "What the warehouse does with an order")
  String shipmentStatus(@P(name = "order_id", value = "number of the order") String orderId) {
    console.step("tool", "shipment_status " + orderId);
    return desk.shipmentStatus(orderId);
  }

  @Tool(name = "change_address", value = "Sends an order elsewhere")
  String changeAddress(
      @P(name = "order_id", value = "number of the order") String orderId,
      @P(name = "street", value = "with house number") String street,
      @P(name = "postcode", value = "five digits") String postcode) {
    console.step("tool", "change_address " + orderId);
    return desk.change(orderId, street, postcode);
  }

  @Tool(name = "ask_postal_expert", value = "Asks the expert for addresses")
  String askPostalExpert(@P(name = "question", value = "in words") String question) {
    console.step("sub-agent", question);
    return expert.advise(question);
  }

  @Tool(name = "ask_dispatcher", value = "Asks a person whether we deliver to an address")
  String askDispatcher(@P(name = "question", value = "in words") String question) {
    console.step("human", question);
    return String.valueOf(dispatcher.invoke(Map.of("question", question)));
  }

  /** What the expert can do. */
  static final class Guide {

    private final AddressDesk desk;
    private final Console console;

    Guide(AddressDesk desk, Console console) {
      this.desk = desk;
      this.console = console;
    }

    @Tool(name = "postal_guide", value = "How house numbers are written")
    String postalGuide() {
      console.step("tool", "postal_guide");
      return desk.postalGuide();
    }
  }
}
