package io.treeline.javaagent.instrumentation.springai.boot;

import java.util.Map;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.stereotype.Component;

/** What the desk can look up. */
@Component
public class OrderTools {

  @Tool(name = "lookup_order", description = "Looks an order up")
  public Map<String, String> lookupOrder(String orderId) {
    return Map.of("status", "shipped");
  }
}
