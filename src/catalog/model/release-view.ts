import { Buffer } from 'node:buffer';
import { HyperError, digestHex, invariant, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { ArtifactManifest as Artifact } from '../../manifest/index.ts';
import type { Content } from '../build/unit.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';

/** A release with the whole of its manifest, while its pages are rendered. */
export interface ReleaseView {
  readonly facts: ReleaseFacts;
  readonly manifest: Artifact;
  /** The manifest as it is written, as JSON. */
  readonly document: JsonValue;
  readonly text: string;
  /** Path of the manifest from the registry's root. */
  readonly path: string;
  /** The file beside it that says who signed; undefined where there is none. Empty where it is too large to be one. */
  readonly signatures: Uint8Array | undefined;
}

/** Reads the manifest a second time. Throws `HYPER_FILE_CHANGED` where it is not what the facts were gathered from. */
export function toReleaseView(
  facts: ReleaseFacts,
  { entry, bytes }: Content,
  signatures?: Content,
): ReleaseView {
  const isSame = bytes !== undefined && digestHex(bytes) === facts.sha256;
  if (!isSame) {
    throw new HyperError('HYPER_FILE_CHANGED', `"${toOneLine(entry.path)}" changed while it was read`, {
      hint: 'build again when nothing else writes to the folder',
    });
  }
  const parsed = parseDocument(bytes).document;
  const manifest = parsed === undefined ? undefined : parseManifest(parsed).manifest;
  invariant(
    parsed !== undefined && manifest?.kind === 'Artifact',
    'a manifest that was read once reads again',
  );
  const text = Buffer.from(bytes).toString('utf8');
  const signed = signatures === undefined ? undefined : (signatures.bytes ?? new Uint8Array());
  return { facts, manifest, document: parsed.value, text, path: entry.path, signatures: signed };
}
