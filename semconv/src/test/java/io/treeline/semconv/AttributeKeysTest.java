package io.treeline.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AttributeKeysTest {

  private static final List<Class<?>> HOLDERS =
      List.of(
          CommonAttributes.class,
          GenAiAttributes.class,
          McpAttributes.class,
          OpenInferenceAttributes.class,
          TreelineAttributes.class);

  @Test
  void keys_acrossAllHolders_areSpelledOnce() throws IllegalAccessException {
    List<String> keys = new ArrayList<>();
    for (Class<?> holder : HOLDERS) {
      keys.addAll(keysOf(holder));
    }

    assertThat(keys).hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }

  @Test
  void ownKeys_allStandUnderTreeline() throws IllegalAccessException {
    assertThat(keysOf(TreelineAttributes.class)).allMatch(key -> key.startsWith("treeline."));
  }

  private static List<String> keysOf(Class<?> holder) throws IllegalAccessException {
    List<String> keys = new ArrayList<>();
    for (Field field : holder.getFields()) {
      if (field.get(null) instanceof AttributeKey<?> key) {
        keys.add(key.getKey());
      }
    }
    return keys;
  }
}
