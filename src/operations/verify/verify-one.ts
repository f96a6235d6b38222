import { HyperError, toOneLine } from '../../core/index.ts';
import { contentFault, parseSigned, readPairs, verifyBlobs } from '../../registry/index.ts';
import type { LoadedTrust, Pair, RegistryIndex, RegistryStore } from '../../registry/index.ts';
import {
  faultOfStatus,
  judgeFile,
  revisionOf,
  toRevisionStep,
  toSignatureStep,
} from '../../signing/index.ts';
import type { SeenRevisions, SignedFile, SigningStatus, Step, StepFault } from '../../signing/index.ts';

/** A file to verify, the namespace whose signers count for it, and how people call it. */
export interface VerifyTarget extends Pair {
  readonly namespace: string;
  readonly what: string;
  readonly isStripped: boolean;
}

/** The whole chain from the root to the signatures of some files, step by step, each with its evidence. */
export async function explainFiles(
  store: Pick<RegistryStore, 'readBlobs'>,
  index: RegistryIndex,
  { trust, book }: LoadedTrust,
  targets: readonly VerifyTarget[],
  seen: SeenRevisions,
): Promise<Step[]> {
  const steps: Step[] = [...trust.steps];
  const told = new Set<Step>();
  let number = 0;
  for await (const { bytes, signatureBytes, entry } of readPairs(store, targets)) {
    const target = targets[number];
    number += 1;
    if (target === undefined) break;
    const believed = trust.namespace(target.namespace);
    for (const step of believed.steps) {
      if (!told.has(step)) steps.push(step);
      told.add(step);
    }
    const parsed = parseSigned(entry.path, bytes, signatureBytes);
    if (!parsed.ok) steps.push(failed('signature', target.what, entry.path, parsed.fault));
    else if (!believed.isSound || !trust.isSound)
      steps.push(failed('signature', target.what, entry.path, untrusted(entry.path, steps)));
    else {
      await book.look(parsed.file);
      const status = judgeFile(parsed.file, believed.authority, trust.circumstances);
      const fault = faultOfStatus(status, target.isStripped);
      steps.push(toSignatureStep('signature', target.what, status, fault));
      if (fault === undefined)
        steps.push(
          coveredStep(target.what, parsed.file, status, trust.circumstances.registry),
          ...revisionSteps(target.what, parsed.file, seen),
        );
      steps.push(...(await contentSteps(store, index, parsed.file)));
    }
  }
  return steps;
}

function revisionSteps(what: string, { path, manifest, sha256 }: SignedFile, seen: SeenRevisions): Step[] {
  const revision = revisionOf(manifest);
  if (revision === undefined) return [];
  return [toRevisionStep(what, path, { revision, digest: `sha256:${sha256}` }, seen.get(path))];
}

/** The fault of a file whose signers nothing vouches for. Pure. */
export function untrusted(path: string, steps: readonly Step[]): StepFault {
  const first = steps.find(({ ok }) => !ok);
  const message = `"${toOneLine(path)}": its signers are not believed, because "${toOneLine(first?.path ?? 'trust/root.yaml')}" is not`;
  return {
    code: 'HYPER_SIGNATURE_UNTRUSTED',
    message,
    hint: first?.fault?.hint ?? 'hyper verify --all shows every broken link',
  };
}

function failed(id: Step['id'], what: string, path: string, fault: StepFault): Step {
  return { id, title: `${what} is signed by those who may`, path, ok: false, evidence: {}, fault };
}

function coveredStep(
  what: string,
  { path, sha256, manifest }: SignedFile,
  status: SigningStatus,
  registry: string,
): Step {
  const content = manifest.kind === 'Artifact' ? manifest.content?.digests.sha256 : undefined;
  const signer = status.counted.length === 1 ? 'The signature covers' : 'The signatures cover';
  return {
    id: 'covered',
    title: `${signer} the exact bytes of ${path}${content === undefined ? '' : ' and of its content'}, as ${what.replace(/^The /u, 'the ')}, in this registry only`,
    path,
    ok: true,
    evidence: { registry, sha256, ...(content === undefined ? {} : { content }) },
  };
}

async function contentSteps(
  store: Pick<RegistryStore, 'readBlobs'>,
  index: RegistryIndex,
  file: SignedFile,
): Promise<Step[]> {
  const content = file.manifest.kind === 'Artifact' ? file.manifest.content : undefined;
  if (content === undefined) return [];
  const { sha256 } = content.digests;
  const evidence = { sha256, ...(content.size === undefined ? {} : { size: content.size }) };
  const step = { id: 'content', path: file.path, ok: true, evidence } as const;
  if (content.inline !== undefined)
    return [{ ...step, title: 'The content stands in the manifest and has the digest that is signed' }];
  if (content.path === undefined)
    return [
      {
        ...step,
        title:
          'The content is kept elsewhere and was not fetched: its digest is signed, and hyper pull checks it',
      },
    ];
  const entry = index.blobs.get(sha256);
  const title = `The content, ${content.path}, has the digest that is signed`;
  const fault =
    entry === undefined
      ? contentFault(content.path, 'the content is not there')
      : (await verifyBlobs(store, [{ hex: sha256, entry }])).get(entry.path);
  return [
    {
      ...step,
      path: content.path,
      title,
      ok: fault === undefined,
      ...(fault === undefined ? {} : { fault }),
    },
  ];
}

/** Nothing to verify is an error: an empty answer would look like a good one. */
export function requireTargets(targets: readonly VerifyTarget[], asked: string): readonly VerifyTarget[] {
  if (targets.length > 0) return targets;
  throw new HyperError('HYPER_PATH_UNKNOWN', `"${toOneLine(asked)}" is no signed file and holds none`, {
    hint: 'name a release, or a manifest or folder of the registry',
  });
}
