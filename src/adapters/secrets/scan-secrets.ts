import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { FoundSecret } from '../../gate/index.ts';

const CONFIG = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
};
const MAX_BATCH_UNITS = 1024 * 1024;
/** Between two texts: no secret goes over it. */
const GAP = '\n\n\n';

/**
 * Looks for secrets by the recommended rules of secretlint; one answer a text. Many texts are looked at as one, since the
 * library measures each of its runs and takes the longer for it the more there were.
 */
export async function scanSecrets(texts: readonly string[]): Promise<readonly (readonly FoundSecret[])[]> {
  const found: FoundSecret[][] = texts.map(() => []);
  let first = 0;
  while (first < texts.length) {
    let [end, units] = [first, 0];
    do {
      units += (texts[end]?.length ?? 0) + GAP.length;
      end += 1;
    } while (end < texts.length && units + (texts[end]?.length ?? 0) <= MAX_BATCH_UNITS);
    await scanBatch(texts.slice(first, end), found.slice(first, end));
    first = end;
  }
  return found;
}

async function scanBatch(texts: readonly string[], into: readonly FoundSecret[][]): Promise<void> {
  const { messages } = await lintSource({
    source: { content: texts.join(GAP), filePath: 'change.txt', ext: '.txt', contentType: 'text' },
    options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
  });
  const sorted = [...messages].sort((left, right) => left.range[0] - right.range[0]);
  let [number, offset] = [0, 0];
  for (const { range, message } of sorted) {
    const [start, end] = range;
    for (;;) {
      const length = texts[number]?.length ?? 0;
      if (start < offset + length || number >= texts.length - 1) break;
      offset += length + GAP.length;
      number += 1;
    }
    into[number]?.push({ what: whatOf(message), start: start - offset, end: end - offset });
  }
}

/** The words of the rule before it repeats the value. */
function whatOf(message: string): string {
  const words = message
    .replace(/^found /iu, '')
    .replace(/\s*[(:*][\s\S]*$/u, '')
    .trim();
  return /^[ -~]{1,80}$/u.test(words) ? `a secret: ${words}` : 'a secret';
}
