/** A key that changed the field, with when its results stood in the page and when the frame with them was drawn. */
export interface WatchedKey {
  readonly value: string;
  readonly inPageMs: number | null;
  readonly drawnMs: number | null;
}

/** In the page: whether the last key has been answered; all keys. */
export const IS_ANSWERED = 'hyperTyping.at(-1).drawnMs !== null';
export const KEYS = 'hyperTyping';

/**
 * Runs in the page before anything of it: takes the time of each key that changes the field, as the browser tells it, and
 * looks when the search has put its results, or what is wrong with the query, below: the address bar says of which key. A
 * message comes after the frame that was begun has been drawn.
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
  const observer = new MutationObserver(() => {
    const asked = new URLSearchParams(location.search).get('q') ?? '';
    const key = hyperTyping.findLast(({ value }) => value === asked);
    if (key === undefined || key.inPageMs !== null) return;
    key.inPageMs = performance.now() - key.at;
    requestAnimationFrame(() => drawn(key));
  });
  for (const id of ['results', 'status']) observer.observe(document.getElementById(id), { childList: true });
});
`;
