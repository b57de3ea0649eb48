package io.treeline.exporter.store.duckdb;

import java.util.Set;

/**
 * Functions that a question in SQL may use: they compute from their arguments alone, and none makes
 * a large value of a small one by a count ({@code repeat}, {@code lpad}, {@code range} as a value,
 * {@code format}): the engine cannot be interrupted within one such call.
 */
final class SqlFunctions {

  private static final Set<String> NAMES =
      Set.of(
          """
          + - * / // % ** ^ & | << >> ~ || @ ! @> <@ && ~~ !~~ ~~* !~~* ~~~ ^@ !~
          abs ceil ceiling floor round trunc sign sqrt cbrt exp ln log log2 log10 pow power mod
          greatest least isnan isinf isfinite add subtract multiply divide gcd lcm pi radians degrees
          sin cos tan asin acos atan atan2 even factorial gamma lgamma nextafter fdiv fmod
          ascii chr unicode ord char_length character_length length len strlen bit_length
          lower upper lcase ucase trim ltrim rtrim left right left_grapheme right_grapheme
          substring substr substring_grapheme split_part string_split str_split
          string_split_regex regexp_split_to_array str_split_regex
          concat concat_ws replace translate reverse initcap
          contains starts_with ends_with prefix suffix strpos position instr like_escape
          not_like_escape ilike_escape not_ilike_escape
          regexp_matches regexp_full_match regexp_extract regexp_extract_all regexp_replace
          regexp_escape strip_accents nfc_normalize
          levenshtein editdist3 damerau_levenshtein jaccard jaro_similarity jaro_winkler_similarity
          hamming mismatches md5 sha1 sha256 hash hex to_hex unhex from_hex bin to_binary
          base64 to_base64 from_base64 encode decode url_encode url_decode
          coalesce ifnull nullif if typeof is_distinct_from error
          date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub date_add
          time_bucket age year month day hour minute second millisecond microsecond nanosecond
          quarter week weekofyear yearweek dayofweek dayofmonth dayofyear isodow isoyear weekday
          dayname monthname century decade epoch epoch_ms epoch_us epoch_ns last_day
          make_date make_time make_timestamp make_timestamp_ms make_timestamp_ns to_timestamp
          strftime strptime try_strptime now current_timestamp get_current_timestamp today
          current_date to_years to_months to_weeks to_days to_hours to_minutes to_seconds
          to_milliseconds to_microseconds timezone
          list_value list_contains list_has array_contains array_has list_position array_position
          list_extract array_extract list_element list_slice array_slice list_distinct list_unique
          array_distinct array_unique list_sort array_sort list_reverse_sort list_reverse
          array_reverse list_filter array_filter filter list_transform array_transform list_apply
          apply list_reduce array_reduce reduce list_concat array_concat list_cat array_cat
          list_append list_prepend list_has_any list_has_all array_has_any array_has_all
          list_intersect array_intersect list_zip list_sum list_avg list_min list_max list_count
          list_any_value list_first list_last list_median list_mode list_string_agg
          array_length cardinality array_to_string flatten list_aggregate list_aggr unnest
          struct_pack struct_extract struct_extract_at row struct_insert
          map map_keys map_values map_entries map_extract map_extract_value map_contains
          map_from_entries element_at
          json json_extract json_extract_string json_extract_path json_extract_path_text
          -> ->> json_array_length json_keys json_type json_valid json_exists json_value
          json_contains json_structure json_object json_array json_quote to_json array_to_json
          row_to_json json_transform from_json json_group_array json_group_object
          count count_star count_if countif sum sum_no_overflow avg mean min max first last
          any_value arbitrary arg_min arg_max argmin argmax min_by max_by mode median
          quantile quantile_disc quantile_cont percentile_cont percentile_disc approx_quantile
          approx_count_distinct approx_top_k mad stddev stddev_samp stddev_pop variance var_samp
          var_pop skewness kurtosis entropy corr covar_samp covar_pop regr_slope regr_intercept
          regr_r2 regr_count bool_and bool_or bit_and bit_or bit_xor product kahan_sum fsum favg
          geomean string_agg group_concat listagg list array_agg histogram grouping grouping_id
          row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value
          last_value nth_value fill
          """
              .strip()
              .split("\\s+"));

  private SqlFunctions() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }
}
