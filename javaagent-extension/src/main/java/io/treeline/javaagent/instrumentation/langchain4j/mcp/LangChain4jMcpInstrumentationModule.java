package io.treeline.javaagent.instrumentation.langchain4j.mcp;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** The MCP client from {@code langchain4j-mcp}. */
public final class LangChain4jMcpInstrumentationModule extends BaseInstrumentationModule {

  public LangChain4jMcpInstrumentationModule() {
    super("langchain4j-mcp", "dev.langchain4j.mcp.client.DefaultMcpClient", "LangChain4j MCP 1.18");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new McpTransportInstrumentation(), new McpClientInstrumentation());
  }
}
