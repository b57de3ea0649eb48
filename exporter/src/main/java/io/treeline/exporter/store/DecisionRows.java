package io.treeline.exporter.store;

import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceStep;
import java.util.List;

/**
 * What many sessions did where.
 *
 * @param sessions how many were chosen
 * @param pending how many of them were not analysed since they changed: what they did may be
 *     missing, or as it was before
 * @param places by path
 * @param morePlaces how many more there are
 * @param steps under those places; by path, from and to
 */
public record DecisionRows(
    long sessions,
    long pending,
    List<PlaceMeasures> places,
    long morePlaces,
    List<PlaceStep> steps) {

  public DecisionRows {
    places = List.copyOf(places);
    steps = List.copyOf(steps);
  }
}
