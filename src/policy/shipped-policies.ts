import { Buffer } from 'node:buffer';
import { parseDocument } from '../document/index.ts';
import { parseManifest } from '../manifest/index.ts';
import type { PolicyManifest } from '../manifest/index.ts';
import texts from './generated/shipped-policies.json' with { type: 'json' };

const TEXTS: ReadonlyMap<string, string> = new Map(Object.entries(texts));
const known = new Map<string, PolicyManifest | undefined>();

/** Ids of the policies of `templates/policies`, which come with the program, in order. */
export const SHIPPED_POLICY_IDS: readonly string[] = [...TEXTS.keys()];

/** The shipped policy of that id; undefined where there is none. Pure. */
export function shippedPolicy(id: string): PolicyManifest | undefined {
  if (known.has(id)) return known.get(id);
  const text = TEXTS.get(id);
  const document = text === undefined ? undefined : parseDocument(Buffer.from(text)).document;
  const manifest = document === undefined ? undefined : parseManifest(document).manifest;
  const policy = manifest?.kind === 'Policy' ? manifest : undefined;
  known.set(id, policy);
  return policy;
}
