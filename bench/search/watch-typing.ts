/** A key that changed the field, with when its results stood in the page and when the frame with them was drawn. */
export interface WatchedKey {
  readonly value: string;
  readonly inPageMs: number | null;
  readonly drawnMs: number | null;
}

/** In the page: whether it shows results, and takes keys; whether the last key has been answered; all keys. */
export const HAS_RESULTS =
  "document.querySelector('#results > *') !== null && document.activeElement.id === 'query'";
export const IS_ANSWERED = 'hyperTyping.at(-1).drawnMs !== null';
export const KEYS = 'hyperTyping';

/**
 * Runs in the page before anything of it: takes the time of each key that changes the field, as the browser tells it, and
 * looks when the search has put its results, or what is wrong with the query, below. They are those of the last key: an
 * answer that comes after the next key is not shown, but for a key that follows within 40 ms, which the search page asks
 * nothing for until then. A message comes after the frame that was begun has been drawn.
 */
export const WATCH_TYPING = `
globalThis.hyperTyping = [];
addEventListener('input', ({ target, timeStamp }) => {
  hyperTyping.push({ value: target.value, at: timeStamp, inPageMs: null, drawnMs: null });
}, true);
addEventListener('DOMContentLoaded', () => {
  const drawn = (key) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { key.drawnMs = performance.now() - key.at; };
    port2.postMessage(undefined);
  };
  const isHeldBack = (key, former) =>
    former !== undefined && key.at - former.at < 40 && performance.now() - key.at < 40;
  const observer = new MutationObserver(() => {
    const key = hyperTyping.at(-1);
    if (key === undefined || key.inPageMs !== null || isHeldBack(key, hyperTyping.at(-2))) return;
    key.inPageMs = performance.now() - key.at;
    requestAnimationFrame(() => drawn(key));
  });
  for (const id of ['results', 'status']) observer.observe(document.getElementById(id), { childList: true });
});
`;
