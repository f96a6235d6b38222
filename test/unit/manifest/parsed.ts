import type { Diagnostic } from '../../../src/core/index.ts';
import { parseDocument } from '../../../src/document/index.ts';
import { parseManifest } from '../../../src/manifest/index.ts';
import type { Manifest, ManifestOutcome } from '../../../src/manifest/index.ts';

const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** The lines of a faultless artifact; a test adds or replaces some. */
const ARTIFACT: ReadonlyMap<string, string> = new Map([
  ['apiVersion', 'apiVersion: hyper/v1'],
  ['kind', 'kind: Artifact'],
  ['id', 'id: 0196a4c2-8f3e-7b1d-a5c6-3e9f2b7d4c80'],
  ['type', 'type: library'],
  ['namespace', 'namespace: org.acme.security'],
  ['name', 'name: nexus-auth'],
  ['version', 'version: "2.1.0"'],
  ['metadata', 'metadata: {description: Signs users in.}'],
  ['createdAt', 'createdAt: "2026-03-14T09:26:53Z"'],
  ['content', `content: {digests: {sha256: ${HEX}}, uri: "https://acme.example/nexus-auth.tgz"}`],
]);

/** An artifact with some lines replaced (the same place), added (at the end) or left out (''). */
export function artifactText(changes: Readonly<Record<string, string>> = {}): string {
  const lines = new Map([...ARTIFACT, ...Object.entries(changes)]);
  return `${[...lines.values()].filter((line) => line !== '').join('\n')}\n`;
}

export function parseText(text: string): ManifestOutcome {
  const { document, diagnostics } = parseDocument(new TextEncoder().encode(text));
  if (document === undefined) throw new Error(`not a document: ${JSON.stringify(diagnostics)}`);
  return parseManifest(document);
}

export function accepted(text: string): Manifest {
  const { manifest, diagnostics } = parseText(text);
  if (manifest === undefined) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return manifest;
}

/** `CODE line:column` of each diagnostic, in their order. */
export function faults(text: string): readonly string[] {
  return parseText(text).diagnostics.map(brief);
}

export function brief({ code, span }: Diagnostic): string {
  return `${code} ${span?.start.line ?? 0}:${span?.start.column ?? 0}`;
}

/** The hint of the only diagnostic with the code. */
export function hintOf(text: string, code: string): string | undefined {
  return parseText(text).diagnostics.find((diagnostic) => diagnostic.code === code)?.hint;
}
