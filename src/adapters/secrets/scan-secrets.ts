import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { FoundSecret } from '../../gate/index.ts';

const CONFIG = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
};

/** Looks for secrets by the recommended rules of secretlint. */
export async function scanSecrets(text: string, path: string): Promise<readonly FoundSecret[]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: path, ext: extensionOf(path), contentType: 'text' },
    options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
  });
  return messages.flatMap(({ range, message }) => {
    const [start = 0, end = 0] = range;
    return [{ what: whatOf(message), start, end }];
  });
}

function extensionOf(path: string): string {
  return /\.[A-Za-z0-9]+$/u.exec(path)?.[0] ?? '';
}

/** The words of the rule before it repeats the value. */
function whatOf(message: string): string {
  const words = message
    .replace(/^found /iu, '')
    .replace(/\s*[(:*][\s\S]*$/u, '')
    .trim();
  return /^[ -~]{1,80}$/u.test(words) ? `a secret: ${words}` : 'a secret';
}
