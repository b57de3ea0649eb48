package io.treeline.javaagent.instrumentation.mcp;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** Clients and servers of the Model Context Protocol, from {@code mcp} or {@code mcp-core}. */
public final class McpInstrumentationModule extends BaseInstrumentationModule {

  public McpInstrumentationModule() {
    super("mcp", "io.modelcontextprotocol.spec.McpSession", "MCP Java SDK 0.10 to 2.1");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(
        new SessionInstrumentation(),
        new TransportInstrumentation(),
        new RequestHandlerInstrumentation(),
        new SessionFactoryInstrumentation());
  }
}
