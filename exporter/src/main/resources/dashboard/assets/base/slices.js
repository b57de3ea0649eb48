/** Work over very many things, done in slices, so that scrolling and typing go on meanwhile. */

const SLICE_MILLIS = 10;

/** When a slice that begins now has to end. */
export const sliceEnd = () => performance.now() + SLICE_MILLIS;

/** Runs one piece of work at a time: a new one takes the place of the one under way. */
export class Slices {
  #turn = 0;

  /**
   * @param {Generator} steps yields every now and then
   * @param {(result) => void} done called before `run` returns where one slice is enough
   */
  run(steps, done) {
    const turn = ++this.#turn;
    const go = () => {
      const end = sliceEnd();
      while (turn === this.#turn) {
        const step = steps.next();
        if (step.done) {
          done(step.value);
          return;
        }
        if (performance.now() > end) {
          setTimeout(go);
          return;
        }
      }
    };
    go();
  }
}
