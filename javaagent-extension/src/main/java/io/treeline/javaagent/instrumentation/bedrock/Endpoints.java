package io.treeline.javaagent.instrumentation.bedrock;

import io.opentelemetry.javaagent.treeline.genai.Endpoint;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;

/** Where clients call; asked once per client, for that is costly. */
final class Endpoints {

  private static final Map<AwsClient, Optional<Endpoint>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * @param service first part of the host's name, such as {@code bedrock-runtime}
   */
  static @Nullable Endpoint of(AwsClient client, String service) {
    Optional<Endpoint> known = KNOWN.get(client);
    if (known == null) {
      known = Optional.ofNullable(ask(client, service));
      KNOWN.put(client, known);
    }
    return known.orElse(null);
  }

  private static @Nullable Endpoint ask(AwsClient client, String service) {
    AwsServiceClientConfiguration config = client.serviceClientConfiguration();
    URI override = config.endpointOverride().orElse(null);
    return Endpoint.of(
        override != null
            ? override.toString()
            : "https://" + service + "." + config.region() + ".amazonaws.com");
  }

  private Endpoints() {}
}
