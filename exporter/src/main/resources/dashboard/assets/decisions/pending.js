/** Sessions are analysed a few seconds after they came, and nobody tells when that is done: one asks again. */

const AGAIN_MILLIS = 2000;
const waiting = new WeakMap();

/** Lets a view read anew in a while, as long as some of its sessions wait to be analysed. */
export function readAgainWhilePending(view, pending) {
  clearTimeout(waiting.get(view));
  if (pending > 0) {
    waiting.set(view, setTimeout(() => view.isConnected && view.reload(), AGAIN_MILLIS));
  }
}
