import type { Diagnostic } from '../../core/index.ts';
import { toKeyFacts } from './key-store.ts';
import type { KeyContext, KeyFacts, UnusableKey } from './key-store.ts';
import type { Operation } from '../operation.ts';

export interface KeyListData {
  /** Absolute path of the folder of keys. */
  readonly folder: string;
  /** By name. */
  readonly keys: readonly KeyFacts[];
}

/** Lists the private keys of this machine without opening them. A file that cannot be used is a warning. */
export const keyList: Operation<object, KeyListData, KeyContext> = {
  id: 'key.list',
  group: 'trust',
  summary: 'List the keys of this machine',
  async run({ keys }) {
    const found = await keys.list();
    return {
      verdict: 'pass',
      diagnostics: found.unusable.map(toDiagnostic),
      data: { folder: keys.folder, keys: found.keys.map(toKeyFacts) },
    };
  },
};

function toDiagnostic({ code, reason }: UnusableKey): Diagnostic {
  return { code, severity: 'warning', message: reason, hint: `run: hyper explain ${code}` };
}
