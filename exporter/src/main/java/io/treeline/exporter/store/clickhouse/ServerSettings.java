package io.treeline.exporter.store.clickhouse;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of the server that every statement is run with. */
final class ServerSettings {

  private ServerSettings() {}

  static Map<String, String> of(ClickHouseSettings settings) {
    Map<String, String> all = new LinkedHashMap<>();
    // What an outer join does not find is unknown, not 0.
    all.put("join_use_nulls", "1");
    // One sender's absurd clock must not make a batch impossible to store.
    all.put("max_partitions_per_insert_block", "0");
    // Paths that were worked out here go along as one literal, some hundred bytes a span.
    all.put("max_query_size", String.valueOf(1 << 30));
    all.put("max_ast_elements", "1000000");
    all.put("max_expanded_ast_elements", "5000000");
    // Batches are made here, as tokens are of whole batches; see docs/scale.md.
    all.put("async_insert", "0");
    // A retried batch must not be counted by the views again.
    all.put("deduplicate_blocks_in_dependent_materialized_views", "1");
    if (settings.cluster() != null) {
      // A write returns when every shard has it; what one shard has is joined with all of another.
      all.put("distributed_foreground_insert", "1");
      all.put("insert_quorum", "auto");
      all.put("select_sequential_consistency", "1");
      all.put("insert_quorum_parallel", "0");
      all.put("distributed_product_mode", "global");
      all.put("prefer_global_in_and_join", "1");
    }
    return all;
  }
}
