/** Time as the timeline draws it: with what is idle folded, and a part of it in sight. */

const SMALLEST_MILLIS = 0.001;
/** Shorter pauses are left as they are. */
const IDLE_SHARE = 0.04;
const IDLE_MILLIS = 500;
/** What a folded pause keeps of the folded whole. */
const FOLDED_SHARE = 0.02;

/**
 * Stretches in which nothing ran, long enough to be worth folding.
 *
 * @param nodes with `from` and `to` in milliseconds; `end` where the session ends
 */
export function pausesOf(nodes, end) {
  const least = Math.max(IDLE_MILLIS, end * IDLE_SHARE);
  const pauses = [];
  let until = 0;
  for (const node of [...nodes].sort((a, b) => a.from - b.from)) {
    if (node.from - until >= least) {
      pauses.push({from: until, to: node.from});
    }
    until = Math.max(until, node.to ?? end);
  }
  return pauses;
}

/** Maps milliseconds after the start to drawn milliseconds, in which each pause is short, and back. */
export class TimeScale {
  #pieces = [];

  constructor(end, pauses) {
    const busy = Math.max(end - pauses.reduce((sum, each) => sum + each.to - each.from, 0), SMALLEST_MILLIS);
    const folded = busy * FOLDED_SHARE;
    let [at, drawn] = [0, 0];
    for (const {from, to} of pauses) {
      this.#pieces.push({from: at, to: from, drawn, pace: 1});
      drawn += from - at;
      this.#pieces.push({from, to, drawn, pace: folded / (to - from), pause: true});
      drawn += folded;
      at = to;
    }
    this.#pieces.push({from: at, to: Infinity, drawn, pace: 1});
    this.length = Math.max(drawn + end - at, SMALLEST_MILLIS);
  }

  get pauses() {
    return this.#pieces.filter((piece) => piece.pause);
  }

  draw(millis) {
    const piece = this.#pieces.findLast((each) => each.from <= millis) ?? this.#pieces[0];
    return piece.drawn + (millis - piece.from) * piece.pace;
  }

  millis(drawn) {
    const piece = this.#pieces.findLast((each) => each.drawn <= drawn) ?? this.#pieces[0];
    return piece.from + (drawn - piece.drawn) / piece.pace;
  }
}

/** The part that is in sight, in drawn milliseconds. */
export class TimeWindow {
  constructor(length, from = 0, to = length) {
    this.length = Math.max(length, SMALLEST_MILLIS);
    this.from = Math.max(0, Math.min(from, this.length));
    this.to = to > this.from ? Math.min(to, this.length) : this.length;
  }

  get span() {
    return this.to - this.from;
  }

  get whole() {
    return this.from <= 0 && this.to >= this.length;
  }

  /** Smaller factor = closer; `at` (0 to 1) stays where it is. */
  zoom(factor, at = 0.5) {
    const span = Math.min(this.length, Math.max(SMALLEST_MILLIS, this.span * factor));
    const from = Math.min(Math.max(0, this.from + (this.span - span) * at), this.length - span);
    return new TimeWindow(this.length, from, from + span);
  }

  /** By a share of what is in sight. */
  pan(share) {
    const from = Math.min(Math.max(0, this.from + this.span * share), this.length - this.span);
    return new TimeWindow(this.length, from, from + this.span);
  }
}

/** 1, 2 or 5 times a power of ten; whole minutes and hours above a minute. */
export function niceStep(millis) {
  for (const step of [60e3, 120e3, 300e3, 600e3, 1800e3, 3600e3, 7200e3, 21600e3, 86400e3]) {
    if (millis > 30e3 && millis <= step) {
      return step;
    }
  }
  const power = 10 ** Math.floor(Math.log10(millis));
  return [1, 2, 5, 10].find((each) => each * power >= millis) * power;
}
