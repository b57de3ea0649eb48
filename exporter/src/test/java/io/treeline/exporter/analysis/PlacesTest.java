package io.treeline.exporter.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.PathSource;
import io.treeline.exporter.session.SpanPath;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void of_noSpans_isTheRootAlone() {
    Places places = of();

    assertThat(paths(places)).containsExactly("/");
    assertThat(places.root()).isZero();
    assertThat(places.above(places.root())).isEqualTo(-1);
  }

  @Test
  void of_deepPath_hasAllPlacesOnTheWayInTheOrderOfTheirPaths() {
    Places places = of("/b/c/d", "/a", "/b/c/d");

    assertThat(paths(places)).containsExactly("/", "/a", "/b", "/b/c", "/b/c/d");
    assertThat(IntStream.range(0, places.size()).map(places::above))
        .containsExactly(-1, 0, 0, 2, 3);
    assertThat(IntStream.range(0, 3).map(places::of)).containsExactly(4, 1, 4);
  }

  @Test
  void of_pathAlreadyFoundOnTheWayToAnother_isThatPlace() {
    Places places = of("/a/b", "/a", "/");

    assertThat(paths(places)).containsExactly("/", "/a", "/a/b");
    assertThat(IntStream.range(0, 3).map(places::of)).containsExactly(2, 1, 0);
  }

  @Test
  void of_nameThatSortsBeforeTheSlash_isNotBelowItsNamesake() {
    Places places = of("/a/x", "/a-b", "/a b/y");

    // A space and a hyphen sort before a slash, so that children do not follow their parent.
    assertThat(paths(places)).containsExactly("/", "/a", "/a b", "/a b/y", "/a-b", "/a/x");
    assertThat(IntStream.range(0, places.size()).map(places::above))
        .containsExactly(-1, 0, 0, 2, 0, 1);
    assertThat(places.isWithin(4, 1)).isFalse();
    assertThat(places.isWithin(5, 1)).isTrue();
  }

  @Test
  void isWithin_itselfOrBelow_holdsAndNeverTheOtherWay() {
    Places places = of("/a/b/c", "/a/d");
    // 0 "/", 1 "/a", 2 "/a/b", 3 "/a/b/c", 4 "/a/d"

    assertThat(places.isWithin(3, 3)).isTrue();
    assertThat(places.isWithin(3, 1)).isTrue();
    assertThat(places.isWithin(3, 0)).isTrue();
    assertThat(places.isWithin(0, 0)).isTrue();
    assertThat(places.isWithin(1, 3)).isFalse();
    assertThat(places.isWithin(4, 2)).isFalse();
    assertThat(places.isWithin(2, 4)).isFalse();
  }

  private static Places of(String... paths) {
    return Places.of(
        Arrays.stream(paths).map(path -> new SpanPath(path, PathSource.GIVEN)).toList());
  }

  private static List<String> paths(Places places) {
    return IntStream.range(0, places.size()).mapToObj(places::path).toList();
  }
}
