const DEVICES: ReadonlySet<string> = new Set([
  ...['con', 'prn', 'aux', 'nul', 'conin$', 'conout$', 'clock$'],
  ...Array.from({ length: 10 }, (_, index) => `com${index}`),
  ...Array.from({ length: 10 }, (_, index) => `lpt${index}`),
]);

/** True for `con`, `AUX.txt`, `com1 .log`: Windows takes them for devices whatever follows the first dot or colon. */
export function isWindowsDevice(segment: string): boolean {
  const first = segment.charCodeAt(0) | 0x20;
  if (first !== 0x63 && first !== 0x70 && first !== 0x61 && first !== 0x6e && first !== 0x6c) return false;
  const base = upTo(':', upTo('.', segment)).trimEnd();
  return base.length <= 7 && DEVICES.has(base.normalize('NFKC').toLowerCase());
}

function upTo(mark: string, text: string): string {
  const end = text.indexOf(mark);
  return end < 0 ? text : text.slice(0, end);
}
