package io.treeline.exporter.normalize;

/**
 * Logs of Helicone's manual logger, which arrive with the bodies of request and response as they
 * are. What can be said in OpenTelemetry's keys comes in those.
 */
final class HeliconeDialect implements Dialect {

  @Override
  public String name() {
    return "helicone";
  }

  @Override
  public boolean read(AttributeReader in, SpanDraft draft) {
    if (!in.has("helicone.log.type")) {
      return false;
    }
    new DraftFiller(in, draft)
        .inputMessages("helicone.request.messages")
        .outputMessages("helicone.response.messages")
        .input("helicone.request.body")
        .output("helicone.response.body");
    return true;
  }
}
