package io.treeline.exporter.analysis;

import io.treeline.exporter.model.SpanKey;
import org.jspecify.annotations.Nullable;

/**
 * How one span ended, when there is more to say than that it worked.
 *
 * @param span the span
 * @param outcome how it ended
 * @param path its place in the path tree
 * @param cause whether the error happened here: none of the span's children is in error
 * @param nextStep what came next after its error; null when it is not in error, and while its work
 *     is running and nothing has come yet
 * @param evidence what {@code nextStep} rests on; null with it
 * @param nextSpan the span that took its place next; null when none did
 * @param recoveredBy the span that made it good in the end; null unless recovered
 * @param attempts how often it was tried from this span on, this one included; 1 when it was not
 *     tried again, 0 when it is not in error
 * @param recovery what getting over the error took: from its end to the end of the last attempt,
 *     with the model calls that ordered the attempts and the usage inside of them; {@link
 *     Spend#NONE} when nothing took its place
 * @param loop the loop whose call it is, as an index of {@link SessionAnalysis#loops()}; null when
 *     none
 * @param redundant whether it is one of the loop's calls that brought nothing new
 */
public record SpanOutcome(
    SpanKey span,
    Outcome outcome,
    String path,
    boolean cause,
    @Nullable NextStep nextStep,
    @Nullable Evidence evidence,
    @Nullable SpanKey nextSpan,
    @Nullable SpanKey recoveredBy,
    int attempts,
    Spend recovery,
    @Nullable Integer loop,
    boolean redundant) {}
