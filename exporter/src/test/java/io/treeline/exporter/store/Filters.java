package io.treeline.exporter.store;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.TimeRange;
import java.math.BigDecimal;
import java.util.TreeMap;

/** Builds {@link SessionFilter}s. */
public final class Filters {

  private TimeRange range = TimeRange.ALL;
  private String name;
  private String user;
  private SessionStatus status;
  private final TreeMap<String, String> properties = new TreeMap<>();
  private String text;
  private String service;
  private String provider;
  private String model;
  private String tool;
  private String agent;
  private OperationKind operation;
  private NumberRange cost = NumberRange.ANY;
  private NumberRange duration = NumberRange.ANY;
  private NumberRange errors = NumberRange.ANY;
  private TextQuery content;
  private String path;

  public static Filters filter() {
    return new Filters();
  }

  public Filters range(TimeRange value) {
    range = value;
    return this;
  }

  public Filters name(String value) {
    name = value;
    return this;
  }

  public Filters user(String value) {
    user = value;
    return this;
  }

  public Filters status(SessionStatus value) {
    status = value;
    return this;
  }

  public Filters property(String key, String value) {
    properties.put(key, value);
    return this;
  }

  public Filters text(String value) {
    text = value;
    return this;
  }

  public Filters service(String value) {
    service = value;
    return this;
  }

  public Filters provider(String value) {
    provider = value;
    return this;
  }

  public Filters model(String value) {
    model = value;
    return this;
  }

  public Filters tool(String value) {
    tool = value;
    return this;
  }

  public Filters agent(String value) {
    agent = value;
    return this;
  }

  public Filters operation(OperationKind value) {
    operation = value;
    return this;
  }

  public Filters cost(String least, String most) {
    cost = between(least, most);
    return this;
  }

  public Filters durationNanos(String least, String most) {
    duration = between(least, most);
    return this;
  }

  public Filters errors(String least, String most) {
    errors = between(least, most);
    return this;
  }

  public Filters content(String words) {
    content = TextQuery.parse(words);
    return this;
  }

  public Filters path(String value) {
    path = value;
    return this;
  }

  public SessionFilter build() {
    return new SessionFilter(
        range,
        name,
        user,
        status,
        properties,
        text,
        service,
        provider,
        model,
        tool,
        agent,
        operation,
        cost,
        duration,
        errors,
        content,
        path);
  }

  private static NumberRange between(String least, String most) {
    return new NumberRange(
        least == null ? null : new BigDecimal(least), most == null ? null : new BigDecimal(most));
  }
}
