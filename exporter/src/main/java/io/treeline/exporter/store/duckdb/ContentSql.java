package io.treeline.exporter.store.duckdb;

/** Content in SQL, where the texts themselves are asked for. */
final class ContentSql {

  private ContentSql() {}

  /**
   * The text that the pieces of a list of ids make up; null when there is no list.
   *
   * @param ids expression for the list
   */
  static String text(String ids) {
    return """
    CASE WHEN (%1$s) IS NULL THEN NULL WHEN len(%1$s) = 0 THEN '[]' ELSE (
      SELECT CASE WHEN min(u.id) < 0 THEN min(k.text)
        ELSE '[' || string_agg(k.text, ',' ORDER BY u.place) || ']' END
      FROM (SELECT unnest(%1$s) AS id, generate_subscripts(%1$s, 1) AS place) u
      JOIN contents k ON k.content_id = abs(u.id)) END\
    """
        .formatted(ids);
  }
}
