package io.treeline.exporter.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.treeline.exporter.query.QueryService;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Between the web server and the protocol's library. Thread-safe; blocks. */
final class StatelessTransport implements McpStatelessServerTransport {

  /** Where a tool finds the answers of the caller's project. */
  static final String QUERY = "query";

  private static final Logger logger = LoggerFactory.getLogger(StatelessTransport.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int PARSE_ERROR = -32_700;
  private static final int INVALID_REQUEST = -32_600;
  private static final int INTERNAL_ERROR = -32_603;

  private final McpJsonMapper json;
  private volatile @Nullable McpStatelessServerHandler handler;

  private StatelessTransport(McpJsonMapper json) {
    this.json = json;
  }

  static StatelessTransport create(String version) {
    McpJsonMapper json = new JacksonMcpJsonMapper(new ObjectMapper());
    StatelessTransport transport = new StatelessTransport(json);
    McpServer.sync(transport)
        .serverInfo("treeline", version)
        .instructions(Tools.INSTRUCTIONS)
        .jsonMapper(json)
        // Each tool checks its arguments itself and says what it expected.
        .jsonSchemaValidator(new TrustingValidator())
        .validateToolInputs(false)
        .capabilities(
            McpSchema.ServerCapabilities.builder().tools(false).resources(false, false).build())
        .tools(Tools.all())
        .resources(SqlSchema.resource())
        .immediateExecution(true)
        .requestTimeout(LONGEST)
        .build();
    return transport;
  }

  @Override
  public void setMcpHandler(McpStatelessServerHandler mcpHandler) {
    handler = mcpHandler;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  HttpResponse answer(QueryService query, String body) {
    McpStatelessServerHandler mcp = handler;
    if (mcp == null) {
      throw new IllegalStateException("the MCP server has no handler");
    }
    McpSchema.JSONRPCMessage message;
    try {
      message = McpSchema.deserializeJsonRpcMessage(json, body);
    } catch (IOException | RuntimeException e) {
      return error(HttpStatus.BAD_REQUEST, null, PARSE_ERROR, "the body is no JSON-RPC message");
    }
    McpTransportContext context = McpTransportContext.create(Map.of(QUERY, query));
    if (message instanceof McpSchema.JSONRPCRequest request) {
      return answer(mcp, context, request);
    }
    if (message instanceof McpSchema.JSONRPCNotification notification) {
      mcp.handleNotification(context, notification)
          .contextWrite(c -> c.put(McpTransportContext.KEY, context))
          .block(LONGEST);
      return HttpResponse.of(HttpStatus.ACCEPTED);
    }
    return error(
        HttpStatus.BAD_REQUEST,
        null,
        INVALID_REQUEST,
        "the message must be a request or a notification: this server asks nothing");
  }

  private HttpResponse answer(
      McpStatelessServerHandler mcp,
      McpTransportContext context,
      McpSchema.JSONRPCRequest request) {
    try {
      McpSchema.JSONRPCResponse response =
          mcp.handleRequest(context, request)
              .contextWrite(c -> c.put(McpTransportContext.KEY, context))
              .block(LONGEST);
      return HttpResponse.of(
          HttpStatus.OK, MediaType.JSON_UTF_8, json.writeValueAsString(response));
    } catch (IOException | RuntimeException e) {
      logger.error("An MCP request failed for a reason that is our fault", e);
      return error(
          HttpStatus.INTERNAL_SERVER_ERROR,
          request.id(),
          INTERNAL_ERROR,
          "internal error; the exporter's log has the details");
    }
  }

  private HttpResponse error(HttpStatus status, @Nullable Object id, int code, String message) {
    ObjectMapper mapper = new ObjectMapper();
    var error = mapper.createObjectNode().put("jsonrpc", "2.0");
    error.set("id", mapper.valueToTree(id));
    error.putObject("error").put("code", code).put("message", message);
    return HttpResponse.of(status, MediaType.JSON_UTF_8, error.toString());
  }

  /** Takes everything for valid. */
  private static final class TrustingValidator implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object content) {
      return ValidationResponse.asValid(String.valueOf(content));
    }
  }
}
