/**
 * Settings of the extension, read once when the agent starts. Shared by all class loaders, hence
 * the package name: see {@link io.opentelemetry.javaagent.treeline.session}.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.opentelemetry.javaagent.treeline.config.AgentSetting}: every key, its default
 *   <li>{@link io.opentelemetry.javaagent.treeline.config.AgentConfig}: their values
 * </ul>
 */
@NullMarked
package io.opentelemetry.javaagent.treeline.config;

import org.jspecify.annotations.NullMarked;
