import type { KeyExportData } from '../../operations/index.ts';
import type { View } from '../view.ts';

/** The public key alone, to be piped into a file. */
export const keyExportView: View<KeyExportData> = {
  isProse: true,
  findings: 'talk',
  blocks: ({ text }) => [{ kind: 'lines', lines: text.trimEnd().split('\n') }],
};
