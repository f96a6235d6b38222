import { HyperError, compareDiagnostics, digestHex, digestOf, toOneLine } from '../../core/index.ts';
import type { RegistryManifest } from '../../manifest/index.ts';
import { SIGNATURE_PREDICATE, attestationFor, parseStatement, signaturePathOf } from '../../signing/index.ts';
import type { SignedManifest } from '../../signing/index.ts';
import { requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { openSnapshot } from '../open-snapshot.ts';
import { readSignedManifests } from './read-signed-manifests.ts';
import { readBundles, signDrafts, toRow } from './sign-files.ts';
import type { SignedRow } from './sign-files.ts';
import { findSignTargets } from './sign-targets.ts';
import type { OpenedSigner, RegistryFiles, ShownFile, SigningContext } from './signing-context.ts';

export interface AttestInput {
  readonly registry: string | undefined;
  /** References, ids, namespaces, or paths of manifests. */
  readonly targets: readonly string[];
  readonly isAll: boolean;
  /** Shows the attestations, and signs nothing. */
  readonly isDryRun: boolean;
  readonly namespace: string | undefined;
}

export interface AttestData {
  /** A key id, or an identity; null where nobody signed. */
  readonly signer: string | null;
  /** When the registry says that it accepted the files; UTC. */
  readonly acceptedAt: string;
  /** In byte order of paths. */
  readonly files: readonly SignedRow[];
}

/**
 * Adds the registry's word that it accepted signed files, by its online key: a proof of time that outlives the keys of
 * the files (SPEC section 4). Attesting twice changes nothing, so the first time stays.
 */
export const attest: Operation<AttestInput, AttestData, SigningContext> = {
  id: 'attest',
  group: 'trust',
  summary: 'Say, for the registry, that it accepted signed manifests',
  async run(context, input) {
    const { registry, snapshot } = await openSnapshot(context, { registry: input.registry, at: undefined });
    const files = await context.openFiles({ registry: input.registry });
    const place = input.namespace === undefined ? {} : { namespace: requireNamespace(input.namespace) };
    const paths = await findSignTargets(registry, snapshot, { ...input, place });
    const { subjects, diagnostics: found } = await readSignedManifests(snapshot, files, paths);
    const diagnostics = [...found].sort(compareDiagnostics);
    const moment = context.now();
    const acceptedAt = moment.toISOString();
    if (diagnostics.some(({ severity }) => severity === 'error')) {
      return { verdict: 'findings', diagnostics, data: { signer: null, acceptedAt, files: [] } };
    }
    for (const subject of subjects) await requireSigned(files, subject);
    const drafts = subjects.map((subject) => toDraft(subject, moment));
    if (input.isDryRun) {
      const rows = drafts.map((draft) => toRow(draft, 'planned'));
      return { verdict: 'pass', diagnostics, data: { signer: null, acceptedAt, files: rows } };
    }
    const signer = await context.openSigner();
    requireOnline(signer, snapshot.registry);
    const rows = await signDrafts(context, files, signer, drafts);
    const isLasting = rows.some(({ status }) => status === 'signed');
    return {
      verdict: 'pass',
      diagnostics,
      data: { signer: signer.name, acceptedAt, files: rows },
      isLasting,
    };
  },
};

function toDraft(subject: SignedManifest, moment: Date): ShownFile {
  return {
    path: subject.path,
    digest: digestOf(subject.bytes),
    statement: attestationFor(subject, moment, moment),
    comparedWith: null,
    changes: [],
    named: null,
  };
}

/** A signature over these very bytes must be there; whether it is trusted, `verify` tells. */
async function requireSigned(files: RegistryFiles, { path, bytes }: SignedManifest): Promise<void> {
  const signatures = signaturePathOf(path);
  const isSigned = readBundles(await files.read(signatures), signatures).some(({ payload }) => {
    const said = parseStatement(payload);
    return (
      said.ok &&
      said.statement.predicateType === SIGNATURE_PREDICATE &&
      said.statement.subjects[0]?.sha256 === digestHex(bytes)
    );
  });
  if (isSigned) return;
  throw new HyperError('HYPER_ATTEST_UNSIGNED', `no signature covers the bytes of "${toOneLine(path)}"`, {
    hint: `have it signed first: hyper sign ${toOneLine(path)} --key NAME`,
  });
}

function requireOnline(signer: OpenedSigner, { onlineKey, onlineIdentity }: RegistryManifest): void {
  const { publicKey, identity } = signer;
  const isKey = publicKey !== undefined && publicKey.keyId === onlineKey?.keyId;
  const isIdentity =
    identity !== undefined &&
    identity.issuer === onlineIdentity?.issuer &&
    identity.subject === onlineIdentity.subject;
  if (isKey || isIdentity) return;
  throw new HyperError(
    'HYPER_ATTEST_SIGNER',
    `"${toOneLine(signer.name)}" is not who attests for this registry`,
    {
      hint: 'sign with the key or identity that registry.yaml names as onlineKey or onlineIdentity',
    },
  );
}
