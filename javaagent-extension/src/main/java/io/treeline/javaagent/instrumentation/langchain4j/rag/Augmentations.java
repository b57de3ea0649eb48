package io.treeline.javaagent.instrumentation.langchain4j.rag;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Retrieval;
import io.opentelemetry.javaagent.treeline.genai.RetrievalRequest;
import io.opentelemetry.javaagent.treeline.genai.RetrievedDocument;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import io.treeline.javaagent.instrumentation.langchain4j.LangChain4jTelemetry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is looked up for one question: a search of its own around several, or around what a
 * model makes of the question first. One plain search needs no such frame.
 */
public final class Augmentations {

  private static final ContextKey<Retrieval> KEY = ContextKey.named("treeline-lc4j-augmentation");

  private static final OptionalField TRANSFORMER = OptionalField.named("queryTransformer");
  private static final OptionalField ROUTER = OptionalField.named("queryRouter");
  private static final OptionalField AGGREGATOR = OptionalField.named("contentAggregator");
  private static final OptionalField RETRIEVERS = OptionalField.named("contentRetrievers");
  private static final OptionalField BY_ID = OptionalField.named("idToRetriever");
  private static final OptionalMethod CHAT_MESSAGE = OptionalMethod.named("chatMessage");
  private static final OptionalMethod SINGLE_TEXT = OptionalMethod.named("singleText");
  private static final OptionalMethod CONTENTS = OptionalMethod.named("contents");

  private Augmentations() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(Object augmentor, @Nullable Object request) {
    if (isPlain(augmentor)) {
      return null;
    }
    Retrieval retrieval =
        LangChain4jTelemetry.get()
            .startRetrieval(
                Context.current(),
                RetrievalRequest.search()
                    .query(SINGLE_TEXT.text(CHAT_MESSAGE.call(request)))
                    .build());
    return new Active(retrieval, retrieval.context().with(KEY, retrieval).makeCurrent());
  }

  public static void end(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable thrown) {
    if (!(call instanceof Active active)) {
      return;
    }
    active.scope.close();
    if (thrown != null) {
      active.retrieval.fail(thrown);
      return;
    }
    Collection<?> contents = CONTENTS.call(result) instanceof Collection<?> all ? all : List.of();
    active.retrieval.end(contents.size(), documents(contents));
  }

  /** A router that can choose has chosen. */
  public static void routed(@Nullable Object router, @Nullable Object chosen) {
    Retrieval augmentation = Context.current().get(KEY);
    if (augmentation == null || router == null || isDefault(router)) {
      return;
    }
    List<String> offered =
        BY_ID.get(router) instanceof Map<?, ?> byId ? Sources.names(byId.values()) : List.of();
    augmentation.decided("route", offered, Sources.names(chosen), null, Attributes.empty());
  }

  private static List<RetrievedDocument> documents(Collection<?> contents) {
    try {
      return GenAiConfig.get().captureContent() ? Documents.ofContents(contents) : List.of();
    } catch (Throwable e) {
      Failures.record("langchain4j documents", e);
      return List.of();
    }
  }

  /** Whether it comes to one search of one retriever. */
  private static boolean isPlain(Object augmentor) {
    Object router = ROUTER.get(augmentor);
    return isDefault(TRANSFORMER.get(augmentor))
        && isDefault(router)
        && isDefault(AGGREGATOR.get(augmentor))
        && RETRIEVERS.get(router) instanceof Collection<?> retrievers
        && retrievers.size() == 1;
  }

  private static boolean isDefault(@Nullable Object part) {
    return part != null && part.getClass().getSimpleName().startsWith("Default");
  }

  private record Active(Retrieval retrieval, Scope scope) {}
}
