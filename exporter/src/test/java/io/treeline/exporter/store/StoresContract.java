package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine must do to keep projects apart. Names are random: tests may share a server. */
public abstract class StoresContract {

  private final ProjectId one =
      new ProjectId(TestSpans.random("one").toLowerCase(java.util.Locale.ROOT));
  private final ProjectId two =
      new ProjectId(TestSpans.random("two").toLowerCase(java.util.Locale.ROOT));
  private final Span span = TestSpans.tool("a").session("s").build();

  private Stores stores;

  /**
   * The stores of one place: the first time in a test there may be projects of other tests; after
   * those were closed, the next ones must hold what was written.
   *
   * @param maxProjects how many there may be
   */
  protected abstract Stores newStores(int maxProjects);

  @BeforeEach
  void open() {
    stores = newStores(10_000);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void of_sameProject_isTheSameStore() {
    assertThat(stores.of(one)).isSameAs(stores.of(one)).isNotSameAs(stores.of(two));
  }

  @Test
  void of_otherProject_hasNothingOfTheFirst() {
    stores.of(one).writer().write(List.of(span));
    stores.of(two).writer().write(List.of(TestSpans.tool("b").session("s").build()));

    assertThat(stores.of(one).reader().spansOf("s", true)).containsExactly(span);
    assertThat(stores.of(two).reader().span(span.key())).isEmpty();
    assertThat(stores.of(two).reader().session("s").orElseThrow().spans()).isEqualTo(1);
    assertThat(stores.of(ProjectId.DEFAULT).reader().span(span.key())).isEmpty();
  }

  @Test
  void of_sameSpanInTwoProjects_isKeptInBoth() {
    stores.of(one).writer().write(List.of(span));
    stores.of(two).writer().write(List.of(span));

    assertThat(stores.of(one).reader().span(span.key())).contains(span);
    assertThat(stores.of(two).reader().span(span.key())).contains(span);
  }

  @Test
  void of_afterRestart_hasWhatWasWritten() {
    stores.of(one).writer().write(List.of(span));

    stores.close();
    stores = newStores(10_000);

    assertThat(stores.projects()).contains(ProjectId.DEFAULT, one).doesNotContain(two);
    assertThat(stores.of(one).reader().span(span.key())).contains(span);
  }

  @Test
  void of_oneTooMany_saysSoAndLeavesTheOthers() {
    stores.of(one).writer().write(List.of(span));
    int known = stores.projects().size();
    stores.close();
    stores = newStores(known);

    assertThatThrownBy(() -> stores.of(two))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "project %s cannot be made: there are %d already, as many as there may be. Raise"
                + " max-projects, or delete one",
            two, known);
    assertThat(stores.of(one).reader().span(span.key())).contains(span);
    assertThat(stores.projects()).doesNotContain(two);
  }

  @Test
  void delete_project_leavesNothingOfItAndAllOfTheOthers() {
    stores.of(one).writer().write(List.of(span));
    stores.of(two).writer().write(List.of(span));

    assertThat(stores.delete(one)).isTrue();

    assertThat(stores.projects()).doesNotContain(one).contains(two);
    assertThat(stores.of(two).reader().span(span.key())).contains(span);
    assertThat(stores.of(one).reader().span(span.key())).isEmpty();
    assertThat(stores.of(one).reader().session("s")).isEmpty();
  }

  @Test
  void delete_unknown_isFalse() {
    assertThat(stores.delete(one)).isFalse();
  }

  @Test
  void delete_default_isRefused() {
    assertThatThrownBy(() -> stores.delete(ProjectId.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the project default is always there");
  }

  @Test
  void of_afterClose_isRefused() {
    stores.of(one);
    stores.close();

    assertThatThrownBy(() -> stores.of(one)).isInstanceOf(StoreException.class);
  }
}
