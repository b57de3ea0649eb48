package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.spec.McpClientTransport;
import java.io.File;
import java.util.function.Function;

/** The servers of every kind of HTTP transport that the version has, in an embedded container. */
public final class OrderServers {

  /** Returns the port. */
  public static int start() {
    Object tomcat = Sdk.create("org.apache.catalina.startup.Tomcat");
    Sdk.invoke(tomcat, "setBaseDir", System.getProperty("tomcat.base"));
    Sdk.invoke(tomcat, "setPort", 0);
    Object connector = Sdk.invoke(tomcat, "getConnector");
    Sdk.invoke(connector, "setProperty", "address", "127.0.0.1");
    Object context = Sdk.invoke(tomcat, "addContext", "", new File(".").getAbsolutePath());
    Object sse = servlet("HttpServletSseServerTransportProvider", "messageEndpoint", "/message");
    sse = Sdk.invoke(sse, "sseEndpoint", "/sse");
    if (!Sdk.isNewest()) {
      sse = Sdk.invoke(sse, "objectMapper", Sdk.mapper());
    }
    serve(tomcat, context, OrderServer::start, sse, "/sse", "/message");
    if (Sdk.isNewest()) {
      serve(
          tomcat,
          context,
          OrderServer::start,
          servlet("HttpServletStreamableServerTransportProvider", "mcpEndpoint", "/mcp"),
          "/mcp");
      serve(
          tomcat,
          context,
          OrderServer::startAsync,
          servlet("HttpServletStreamableServerTransportProvider", "mcpEndpoint", "/async"),
          "/async");
      serve(
          tomcat,
          context,
          OrderServer::start,
          servlet("HttpServletStatelessServerTransport", "messageEndpoint", "/stateless"),
          "/stateless");
    }
    Sdk.invoke(tomcat, "start");
    return (int) Sdk.invoke(connector, "getLocalPort");
  }

  private static Object servlet(String type, String setting, String path) {
    Object builder = Sdk.invokeStatic("server.transport." + type, "builder");
    return Sdk.invoke(builder, setting, path);
  }

  private static void serve(
      Object tomcat,
      Object context,
      Function<Object, Object> server,
      Object builder,
      String... paths) {
    Object provider = Sdk.invoke(builder, "build");
    server.apply(provider);
    String name = paths[0];
    Object servlet = Sdk.invoke(tomcat, "addServlet", "", name, provider);
    Sdk.invoke(servlet, "setAsyncSupported", true);
    for (String path : paths) {
      Sdk.invoke(context, "addServletMappingDecoded", path, name);
    }
  }

  /** A client's transport to the server at a path. */
  public static McpClientTransport client(int port, String path) {
    Object builder =
        Sdk.invokeStatic(
            "client.transport.HttpClientStreamableHttpTransport",
            "builder",
            "http://127.0.0.1:" + port);
    return (McpClientTransport) Sdk.invoke(Sdk.invoke(builder, "endpoint", path), "build");
  }

  private OrderServers() {}
}
