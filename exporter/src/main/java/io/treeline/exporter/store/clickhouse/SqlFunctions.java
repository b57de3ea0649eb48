package io.treeline.exporter.store.clickhouse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Functions that a question in SQL may use: they compute from their arguments alone, and none makes
 * a large value of a small one by a count ({@code repeat}, {@code leftPad}, {@code range}, {@code
 * format}). What the names mean is in no case a table function but those that count.
 */
final class SqlFunctions {

  private static final Set<String> TABLES = names("numbers generate_series generateSeries");

  private static final Set<String> AGGREGATES =
      names(
          """
          count sum sumWithOverflow sumKahan avg avgWeighted min max any anyLast any_value
          first_value last_value argMin argMax min_by max_by median medianExact medianExactLow
          medianExactHigh quantile quantiles quantileExact quantilesExact quantileExactLow
          quantilesExactLow quantileExactHigh quantilesExactHigh quantileExactInclusive
          quantilesExactInclusive quantileExactExclusive quantilesExactExclusive
          quantileExactWeighted quantilesExactWeighted quantileTDigest quantilesTDigest
          quantileTDigestWeighted uniq uniqExact uniqCombined uniqCombined64 uniqHLL12
          topK topKWeighted approx_top_k approx_top_count stddevPop stddevSamp stddevPopStable
          stddevSampStable varPop varSamp varPopStable varSampStable STDDEV_POP STDDEV_SAMP STDDEV
          VAR_POP VAR_SAMP covarPop covarSamp COVAR_POP COVAR_SAMP corr corrStable skewPop skewSamp
          kurtPop kurtSamp entropy simpleLinearRegression rankCorr mannWhitneyUTest studentTTest
          welchTTest groupArray array_agg groupUniqArray groupArrayLast groupArraySorted
          groupArrayMovingAvg groupArrayMovingSum groupConcat group_concat string_agg
          groupBitAnd groupBitOr groupBitXor BIT_AND BIT_OR BIT_XOR sumCount
          deltaSum maxIntersections histogram retention windowFunnel sequenceMatch sequenceCount
          singleValueOrNull exponentialMovingAverage
          row_number rank dense_rank denseRank percent_rank percentRank cume_dist ntile lag lead
          lagInFrame leadInFrame nth_value
          """);

  /** What may stand behind an aggregate's name, any number of times. */
  private static final List<String> COMBINATORS =
      List.of("ordefault", "distinct", "ornull", "array", "map", "if");

  private static final Set<String> SCALARS =
      names(
          """
          plus minus multiply divide intDiv intDivOrZero modulo mod positiveModulo moduloOrZero
          negate abs sign equals notEquals less greater lessOrEquals greaterOrEquals and or xor not
          isDistinctFrom isNotDistinctFrom in notIn nullIn notNullIn globalIn globalNotIn exists
          like notLike ilike notILike match lambda tuple tupleElement array arrayElement
          arrayElementOrNull map CAST accurateCast accurateCastOrNull if multiIf caseWithExpression
          transform coalesce ifNull nullIf isNull isNotNull assumeNotNull toNullable
          greatest least identity materialize toTypeName grouping
          round roundBankers floor ceil ceiling trunc truncate sqrt cbrt exp exp2 exp10 ln log log2
          log10 log1p pow power pi e sin cos tan asin acos atan atan2 sinh cosh tanh degrees radians
          erf erfc lgamma tgamma factorial gcd lcm hypot sigmoid isNaN isFinite isInfinite
          ifNotFinite clamp widthBucket bitAnd bitOr bitXor bitNot bitShiftLeft bitShiftRight
          bitCount bitTest
          length lengthUTF8 char_length character_length empty notEmpty lower upper lcase ucase
          lowerUTF8 upperUTF8 trim trimLeft trimRight trimBoth ltrim rtrim left right leftUTF8
          rightUTF8 substring substr mid substringUTF8 substringIndex substringIndexUTF8 position
          positionUTF8 positionCaseInsensitive positionCaseInsensitiveUTF8 locate instr concat
          concat_ws concatWithSeparator startsWith endsWith startsWithUTF8 endsWithUTF8 reverse
          reverseUTF8 initcap initcapUTF8 ascii char hex unhex bin unbin base64Encode base64Decode
          tryBase64Decode replace replaceOne replaceAll replaceRegexpOne replaceRegexpAll
          REGEXP_REPLACE REGEXP_EXTRACT REGEXP_MATCHES regexpExtract regexpQuoteMeta extract
          extractAll extractGroups extractAllGroupsVertical extractAllGroupsHorizontal countMatches
          countSubstrings splitByChar splitByString splitByRegexp splitByWhitespace
          splitByNonAlpha alphaTokens tokens ngrams arrayStringConcat array_to_string translate
          translateUTF8 hasToken hasTokenCaseInsensitive hasSubsequence multiSearchAny
          multiSearchAnyCaseInsensitive multiSearchFirstIndex multiMatchAny editDistance
          editDistanceUTF8 levenshteinDistance damerauLevenshteinDistance jaroSimilarity
          jaroWinklerSimilarity ngramDistance normalizeUTF8NFC normalizeUTF8NFKC
          removeDiacriticsUTF8 isValidUTF8 toValidUTF8 encodeURLComponent decodeURLComponent domain
          domainWithoutWWW path protocol queryString extractURLParameter cutQueryString
          MD5 SHA1 SHA256 SHA512 cityHash64 sipHash64 xxHash64 halfMD5 farmHash64 CRC32
          toString toInt8 toInt16 toInt32 toInt64 toInt128 toInt256 toUInt8 toUInt16 toUInt32
          toUInt64 toUInt128 toUInt256 toFloat32 toFloat64 toDecimal32 toDecimal64 toDecimal128
          toDecimal256 toDecimalString toBool toDate toDate32 toDateTime toDateTime64 toUUID
          toInt8OrNull toInt16OrNull toInt32OrNull toInt64OrNull toUInt8OrNull toUInt16OrNull
          toUInt32OrNull toUInt64OrNull toFloat32OrNull toFloat64OrNull toDecimal64OrNull
          toDecimal128OrNull toDateOrNull toDateTimeOrNull toDateTime64OrNull toInt64OrZero
          toFloat64OrZero toJSONString parseDateTime parseDateTimeOrNull parseDateTimeBestEffort
          parseDateTimeBestEffortOrNull parseDateTime64BestEffort parseDateTime64BestEffortOrNull
          fromUnixTimestamp fromUnixTimestamp64Second fromUnixTimestamp64Milli
          fromUnixTimestamp64Micro fromUnixTimestamp64Nano toUnixTimestamp
          toUnixTimestamp64Second toUnixTimestamp64Milli toUnixTimestamp64Micro
          toUnixTimestamp64Nano now now64 today yesterday toYear toQuarter toMonth toDayOfYear
          toDayOfMonth toDayOfWeek toHour toMinute toSecond toMillisecond toMicrosecond
          toNanosecond toISOYear toISOWeek toWeek toYearWeek toYYYYMM toYYYYMMDD toMonday
          toStartOfYear toStartOfQuarter toStartOfMonth toStartOfWeek toStartOfDay toStartOfHour
          toStartOfMinute toStartOfSecond toStartOfMillisecond toStartOfFiveMinutes
          toStartOfTenMinutes toStartOfFifteenMinutes toStartOfInterval time_bucket toLastDayOfMonth
          toTimezone toTime dateTrunc date_trunc dateDiff date_diff age dateName monthName
          addYears addQuarters addMonths addWeeks addDays addHours addMinutes addSeconds
          addMilliseconds addInterval subtractYears subtractQuarters subtractMonths subtractWeeks
          subtractDays subtractHours subtractMinutes subtractSeconds subtractInterval dateAdd
          date_add dateSub date_sub makeDate makeDateTime formatDateTime YEAR MONTH DAY HOUR MINUTE
          SECOND QUARTER DAYOFWEEK DAYOFMONTH DAYOFYEAR toIntervalNanosecond
          toIntervalMicrosecond toIntervalMillisecond toIntervalSecond toIntervalMinute
          toIntervalHour toIntervalDay toIntervalWeek toIntervalMonth toIntervalQuarter
          toIntervalYear
          has hasAny hasAll hasSubstr indexOf countEqual arrayMap arrayFilter arrayExists arrayAll
          arrayCount arrayFirst arrayFirstOrNull arrayFirstIndex arrayLast arrayLastOrNull
          arrayLastIndex arraySum arrayAvg arrayMin arrayMax arrayProduct arrayFold
          arraySort arrayReverseSort arrayReverse arrayDistinct arrayUniq arrayConcat arrayPushBack
          arrayPushFront arrayPopBack arrayPopFront arraySlice arrayZip arrayJoin unnest
          arrayEnumerate arrayEnumerateUniq arrayIntersect arrayUnion arrayExcept arrayFlatten
          flatten arrayCompact arrayDifference arrayCumSum arrayCumSumNonNegative arraySplit
          arrayFill arrayReverseFill arrayRemove arrayDotProduct arrayJaccardIndex
          mapKeys mapValues mapContains mapContainsKey mapContainsValue mapFromArrays mapFilter
          mapApply mapSort mapAdd mapSubtract mapUpdate mapConcat mapExists mapAll
          tupleConcat tuplePlus tupleMinus untuple
          JSONExtractString JSONExtractInt JSONExtractUInt JSONExtractFloat
          JSONExtractBool JSONExtractRaw JSONExtractArrayRaw JSONExtractKeys
          JSONExtractKeysAndValues JSONExtractKeysAndValuesRaw JSONHas JSONLength JSONType JSONKey
          JSON_VALUE JSON_QUERY JSON_EXISTS isValidJSON simpleJSONExtractString
          simpleJSONExtractInt simpleJSONExtractFloat simpleJSONExtractBool simpleJSONExtractRaw
          simpleJSONHas
          bar formatReadableSize formatReadableQuantity formatReadableTimeDelta
          """);

  private SqlFunctions() {}

  static boolean has(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SCALARS.contains(lower) || TABLES.contains(lower) || isAggregate(lower);
  }

  private static boolean isAggregate(String name) {
    if (AGGREGATES.contains(name)) {
      return true;
    }
    for (String combinator : COMBINATORS) {
      if (name.endsWith(combinator)
          && isAggregate(name.substring(0, name.length() - combinator.length()))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> names(String names) {
    return Arrays.stream(names.strip().split("\\s+"))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
