import type { AttestData, JudgedRow, SignData, SignedRow } from '../../operations/index.ts';
import { inSigningOrder, shownFileLines } from '../shown-file-lines.ts';
import type { Block, View } from '../view.ts';

const WORDS = { signed: 'signed', present: 'signed before', planned: 'not signed' } as const;

/** What was signed; of a dry run, what would be. */
export const signView: View<SignData> = {
  findings: 'talk',
  names: ({ files }) => files.map(({ path }) => path),
  blocks({ signer, files }, detail) {
    if (files.some(({ status }) => status === 'planned')) return planBlocks(files);
    return [signerBlock(signer), tableOf(files, detail)];
  },
};

/** What was attested; of a dry run, what would be. */
export const attestView: View<AttestData> = {
  findings: 'talk',
  blocks({ signer, files }, detail) {
    if (files.some(({ status }) => status === 'planned')) return planBlocks(files);
    return [signerBlock(signer), tableOf(files, detail)];
  },
};

function signerBlock(signer: string | null): Block {
  return { kind: 'lines', lines: [signer === null ? 'nothing was signed' : `signer: ${signer}`] };
}

function tableOf(files: readonly SignedRow[], detail: 'table' | 'wide'): Block {
  const isWide = detail === 'wide';
  return {
    kind: 'table',
    columns: [
      { title: 'status' },
      { title: 'manifest' },
      { title: 'sha256' },
      ...(isWide ? [{ title: 'dropped', align: 'right' as const }] : []),
    ],
    rows: files.map(({ path, digest, status, dropped }) => {
      const hex = digest.slice('sha256:'.length);
      return [WORDS[status], path, isWide ? hex : hex.slice(0, 16), ...(isWide ? [String(dropped)] : [])];
    }),
    empty: 'no file',
  };
}

function planBlocks(files: readonly (SignedRow & Partial<JudgedRow>)[]): readonly Block[] {
  const { shown, more } = inSigningOrder(files);
  const blocks: Block[] = shown.map((file) => ({
    kind: 'lines',
    lines: [
      ...shownFileLines(file),
      ...(file.standing ? [`  this signer: ${file.standing.reason}`] : []),
      '  would sign:',
      ...JSON.stringify(file.statement, null, 2)
        .split('\n')
        .map((line) => `  ${line}`),
    ],
  }));
  if (more > 0) blocks.push({ kind: 'lines', lines: [`and ${String(more)} more; --output json shows all`] });
  return blocks;
}
