package io.treeline.exporter.cli;

import io.treeline.exporter.query.FilterRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which sessions: the same options for every command that finds some. */
final class FilterOptions {

  FilterRequest request() {
    return FilterRequest.ALL
        .with("from", from)
        .with("to", to)
        .with("name", name)
        .with("user", user)
        .with("status", status)
        .with("property", properties)
        .with("q", text)
        .with("service", service)
        .with("provider", provider)
        .with("model", model)
        .with("tool", tool)
        .with("agent", agent)
        .with("operation", operation)
        .with("minCost", minCost)
        .with("maxCost", maxCost)
        .with("minDurationMillis", minDuration)
        .with("maxDurationMillis", maxDuration)
        .with("minErrors", minErrors)
        .with("maxErrors", maxErrors)
        .with("content", content)
        .with("path", path);
  }

  @Option(
      names = "--from",
      paramLabel = "<time>",
      description = "Sessions that reach into the time from here on, such as 2026-11-23T06:00:00Z.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "<time>", description = "... and before this.")
  @Nullable String to;

  @Option(names = "--name", description = "Exact session name.")
  @Nullable String name;

  @Option(names = "--user", description = "Exact user id.")
  @Nullable String user;

  @Option(names = "--status", description = "ok, recovered or error.")
  @Nullable String status;

  @Option(
      names = {"-p", "--property"},
      paramLabel = "<key=value>",
      description = "Custom property; may be given several times, all must match.")
  List<String> properties = new ArrayList<>();

  @Option(
      names = {"-q", "--search"},
      paramLabel = "<text>",
      description = "Text in session id or name, without regard to case.")
  @Nullable String text;

  @Option(names = "--service", description = "Exact service of any span.")
  @Nullable String service;

  @Option(names = "--provider", description = "Exact provider of any call, such as openai.")
  @Nullable String provider;

  @Option(names = "--model", description = "Exact model of any call.")
  @Nullable String model;

  @Option(names = "--tool", description = "Exact name of a tool that was called.")
  @Nullable String tool;

  @Option(names = "--agent", description = "Exact name of an agent.")
  @Nullable String agent;

  @Option(names = "--operation", description = "Kind of any span, such as llm, tool or agent.")
  @Nullable String operation;

  @Option(names = "--min-cost", paramLabel = "<usd>", description = "Cost at least this.")
  @Nullable String minCost;

  @Option(names = "--max-cost", paramLabel = "<usd>", description = "Cost at most this.")
  @Nullable String maxCost;

  @Option(names = "--min-duration", paramLabel = "<ms>", description = "Milliseconds at least.")
  @Nullable String minDuration;

  @Option(names = "--max-duration", paramLabel = "<ms>", description = "Milliseconds at most.")
  @Nullable String maxDuration;

  @Option(names = "--min-errors", paramLabel = "<count>", description = "Errors at least.")
  @Nullable String minErrors;

  @Option(names = "--max-errors", paramLabel = "<count>", description = "Errors at most.")
  @Nullable String maxErrors;

  @Option(
      names = "--content",
      paramLabel = "<words>",
      description =
          "Words and \"quoted phrases\" that what one span said must hold, without regard to case"
              + " and accents.")
  @Nullable String content;

  @Option(
      names = "--path",
      paramLabel = "<path>",
      description = "A place that the session went through, such as /support/lookup.")
  @Nullable String path;
}
