import type { VerifyData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';
import { plural } from '../plural.ts';

/** The chain in words, link by link; of a whole registry the counts, and the links only where one is broken or asked for. */
export const verifyView: View<VerifyData> = {
  findings: 'result',
  names: ({ refused }) => refused,
  blocks(data, detail) {
    const blocks: Block[] = [];
    if (data.scope === 'file' || detail === 'wide')
      blocks.push({ kind: 'lines', lines: linesOf(data, detail) });
    const checked = data.check === null ? [] : [checkOf(data.check)];
    blocks.push({ kind: 'lines', lines: [summaryOf(data), ...checked] });
    return blocks;
  },
};

function linesOf({ steps }: VerifyData, detail: 'table' | 'wide'): string[] {
  return steps.flatMap(({ ok, title, evidence, id }) => {
    const lines = [`${ok ? 'ok' : 'NO'}  ${title}`];
    const times = evidence['signedAt'];
    if (ok && id === 'signature' && Array.isArray(times)) lines.push(`      when: ${times.join(', ')}`);
    if (detail === 'wide')
      for (const [name, value] of Object.entries(evidence)) lines.push(`      ${name}: ${showValue(value)}`);
    return lines;
  });
}

function showValue(value: string | number | readonly string[]): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}

function checkOf({ files, manifests, releases, errors }: NonNullable<VerifyData['check']>): string {
  const counts = [plural(files, 'file'), plural(manifests, 'manifest'), plural(releases, 'release')].join(
    ', ',
  );
  return `${errors === 0 ? 'valid' : 'not valid'}: ${counts}`;
}

function summaryOf({ signed, refused, root, remembered, scope }: VerifyData): string {
  const known = remembered === 0 ? '' : `, ${String(remembered)} of them known from before`;
  const from = `from trust root ${String(root.version)} (${root.digest})`;
  if (refused.length > 0)
    return `not trusted: ${plural(refused.length, 'file')} refused, ${String(signed)} signed`;
  if (scope === 'file') return `trusted: ${from}`;
  return `trusted: ${plural(signed, 'signed file')}${known}, ${from}`;
}
