package io.espalier.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.espalier.catalogue.Catalogue;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.space.Architecture;
import io.espalier.stat.Decimals;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The costs of a network, by the conventions of {@link CostModel}.
 *
 * @param byColumn the figures by the columns of their {@linkplain CostKind kinds}; NaN where a
 *     table does not say one
 */
public record Costs(@JsonValue Map<String, Double> byColumn) {

  private static final int USUAL_DECIMALS = 3;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Costs {
    byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
  }

  /**
   * The costs that a plan tells. Everything counts, so pass {@link Plan#live} to leave out dead
   * ends.
   */
  public static Costs of(Plan plan, Catalogue<CostKind> kinds) {
    Map<String, Double> figures = new LinkedHashMap<>();
    kinds.entries().stream()
        .filter(CostKind::isToldByPlans)
        .forEach(kind -> figures.put(kind.column(), kind.of().applyAsDouble(plan)));
    return new Costs(figures);
  }

  /** As above, the costs that come with the program. */
  public static Costs of(Plan plan) {
    return of(plan, CostKinds.ALL);
  }

  /** The known costs of an architecture's network, without its dead ends. */
  public static Costs of(
      Blueprint blueprint, Architecture architecture, Catalogue<CostKind> kinds) {
    Plan live = blueprint.plan(architecture).live();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (CostKind kind : kinds.entries()) {
      if (kind.isKnown()) {
        double figure =
            kind.measured()
                .map(measured -> measured.applyAsDouble(architecture))
                .orElseGet(() -> kind.of().applyAsDouble(live));
        figures.put(kind.column(), figure);
      }
    }
    return new Costs(figures);
  }

  /** The figure of a kind; NaN if it is not known. */
  public double get(CostKind kind) {
    return byColumn.getOrDefault(kind.column(), Double.NaN);
  }

  /** The figures for people, empty where one is not known, by their columns. */
  public Map<String, String> text() {
    Map<String, String> text = new LinkedHashMap<>();
    byColumn.forEach((column, value) -> text.put(column, text(column, value)));
    return text;
  }

  /** The heading of a column for people: its unit, if its kind is known here. */
  public static String heading(String column) {
    return kind(column).map(CostKind::unit).orElse(column.replace('_', ' '));
  }

  private static String text(String column, double value) {
    int decimals = kind(column).map(CostKind::decimals).orElse(USUAL_DECIMALS);
    return Double.isNaN(value) ? "" : Decimals.text(value, decimals);
  }

  private static Optional<CostKind> kind(String column) {
    return CostKinds.ALL.entries().stream()
        .filter(kind -> kind.column().equals(column))
        .findFirst();
  }
}
