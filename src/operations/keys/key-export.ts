import { formatPublicKey } from '../../signing/index.ts';
import type { PublicKeyFormat } from '../../signing/index.ts';
import { toKeyFacts } from './key-store.ts';
import type { KeyContext, KeyFacts } from './key-store.ts';
import type { Operation } from '../operation.ts';

export interface KeyExportInput {
  /** Name, id or path of the key. */
  readonly key: string;
  readonly format: PublicKeyFormat;
}

export interface KeyExportData extends Omit<KeyFacts, 'path'> {
  readonly format: PublicKeyFormat;
  /** The public key in that form, with a newline at its end. */
  readonly text: string;
}

/** Gives the public half of a key; no passphrase is needed. Errors: those of `KeyStore.find`. */
export const keyExport: Operation<KeyExportInput, KeyExportData, KeyContext> = {
  id: 'key.export',
  group: 'trust',
  summary: 'Print the public half of a key',
  async run({ keys }, { key, format }) {
    const stored = await keys.find(key);
    const { name, createdAt, publicKey, isEncrypted } = stored;
    const text = formatPublicKey(publicKey, format, { createdAt, label: name });
    const { keyId, algorithm, createdAt: made } = toKeyFacts(stored);
    const data = { name, keyId, algorithm, createdAt: made, isEncrypted, format, text };
    return { verdict: 'pass', diagnostics: [], data };
  },
};
