package io.treeline.exporter.config;

/** A setting is wrong; the message says which, where it came from and what to write instead. */
public final class ConfigException extends IllegalArgumentException {

  ConfigException(String message) {
    super(message);
  }
}
