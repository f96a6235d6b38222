import { signaturePathOf } from '../../src/signing/index.ts';
import { digestHex } from '../../src/core/index.ts';
import {
  namespace,
  policyText,
  registryText,
  release,
  releasePath,
  releaseText,
  stateText,
} from './manifests.ts';
import { listedKey, rootText, signaturesOf, signingBlock } from './signed-files.ts';
import type { SignOptions } from './signed-files.ts';
import type { Files } from './write-files.ts';

/** The content of the release that has a blob. */
export const BLOB = 'the content of a release\n';
export const BLOB_PATH = blobPath(BLOB);

/** Where content stands as a blob. */
export function blobPath(content: string): string {
  const hex = digestHex(content);
  return `blobs/sha256/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`;
}

/** The fields of a manifest whose content is a blob. */
export function blobContent(content: string): string {
  return `content:
  digests:
    sha256: ${digestHex(content)}
  size: ${Buffer.byteLength(content)}
  mediaType: text/plain
  path: ${blobPath(content)}
`;
}

/** A file with its signatures beside it. */
export function signed(
  path: string,
  text: string,
  signers: readonly string[],
  options: SignOptions = {},
): Files {
  return { [path]: text, [signaturePathOf(path)]: signaturesOf(path, text, signers, options) };
}

/** Every file of the record that is a manifest, with its signatures. */
export function signedAll(files: Files, signers: readonly string[], options: SignOptions = {}): Files {
  return Object.assign(
    {},
    ...Object.entries(files).map(([path, text]) => signed(path, text as string, signers, options)),
  ) as Files;
}

export const ROOTS = ['root-a', 'root-b'];

/** A small registry signed from the root to each file: two of three root keys, one key for each namespace. */
export function signedRegistry(): Record<string, string | Uint8Array> {
  const inline = `content:
  digests:
    sha256: ${digestHex('inline\n')}
  size: 7
  mediaType: text/plain
  inline: "inline\\n"
`;
  return {
    'README.md': '# A signed registry for tests\n',
    ...signed('trust/root.yaml', rootText(), ROOTS),
    ...signed('registry.yaml', registryText(onlineText()), ROOTS),
    ...signedAll(namespace('org.acme', signingBlock(1, ['acme', 'acme-2'])), ROOTS),
    ...signedAll(namespace('org.acme.tools', signingBlock(1, ['tools'])), ['acme']),
    ...signed('namespaces/org/acme/policies/needs-licence.yaml', policyText('needs-licence'), ['acme']),
    ...signedAll(release('org.acme/parser', '1.0.0', blobContent(BLOB)), ['acme']),
    ...signedAll(release('org.acme/parser', '1.1.0', inline), ['acme-2']),
    ...signedAll(
      {
        'namespaces/org/acme/parser/artifact.yaml': stateText(
          'org.acme/parser',
          'tags:\n  stable: "1.1.0"\n',
        ),
      },
      ['acme'],
    ),
    ...signedAll(release('org.acme.tools/runner', '2.0.0'), ['tools']),
    'namespaces/org/acme/parser/README.md': '# Parser\n',
    [BLOB_PATH]: BLOB,
  };
}

function onlineText(): string {
  const fields = Object.entries(listedKey('online')).map(([name, value]) => `  ${name}: "${value}"`);
  return `onlineKey:\n${fields.join('\n')}\n`;
}

/** The text of a file of `signedRegistry`. */
export const RELEASE_PATH = releasePath('org.acme/parser', '1.0.0');
export const RELEASE_TEXT = releaseText('org.acme/parser', '1.0.0', blobContent(BLOB));
