import { compareDiagnostics, compareText } from '../../core/index.ts';
import type { Diagnostic, Digest, Moment } from '../../core/index.ts';
import { folderOf } from '../../registry/index.ts';
import type { LoadedTrust, RegistryIndex, Revision } from '../../registry/index.ts';
import type { SeenRevisions, Step, StepFault } from '../../signing/index.ts';
import type { Outcome } from '../outcome.ts';
import type { ValidateData } from '../validate/validate-outcome.ts';
import type { VerifyContext } from './verify-context.ts';
import type { VerifyTarget } from './verify-one.ts';
import { remember } from './verify-pin.ts';
import type { Belief } from './verify-pin.ts';
import { chainRevisions, forgottenWarnings, fullWarning, goneFiles, isHistory } from './verify-revisions.ts';
import type { OpenedRegistry } from '../world.ts';

export interface VerifyInput {
  readonly registry: string | undefined;
  /** A reference, or a file or folder of this machine; undefined: the whole registry. */
  readonly target: string | undefined;
  /** A revision to read in place of the working tree. */
  readonly at: string | undefined;
  /** Where a bare name is looked up first. */
  readonly namespace: string | undefined;
  /** In place of a target: signed files of the registry, by their paths in it. */
  readonly files?: readonly string[];
  /** What a relative address of the registry is relative to; undefined: the current folder. */
  readonly folder?: string | undefined;
  /** The digest of a trust root that the user vouches for. */
  readonly root: string | undefined;
  /** Forgets the revisions that were believed of what is verified now. */
  readonly isForgetting: boolean;
  /** Checks the whole registry as `validate` does, too, in the same read; only where there is no target. */
  readonly isChecking?: boolean;
}

export interface VerifyData {
  /** Full commit id, or null where the working tree differs from every commit. */
  readonly commit: string | null;
  /** The id of the registry. */
  readonly registry: string;
  readonly root: { readonly version: number; readonly digest: Digest };
  readonly scope: 'file' | 'folder' | 'registry';
  /** From the pin to the signatures; without the files of a whole folder or registry, which `refused` tells. */
  readonly steps: readonly Step[];
  /** Files that are believed, those of the chain among them. */
  readonly signed: number;
  /** Of these, known from an earlier run. */
  readonly remembered: number;
  /** Files that are not believed, in order of their paths. */
  readonly refused: readonly string[];
  /** What checking came to; null where nothing was checked. */
  readonly check: CheckCounts | null;
}

/** What was checked, and how many of the findings are of the check. */
export type CheckCounts = Pick<
  ValidateData,
  'files' | 'manifests' | 'namespaces' | 'artifacts' | 'releases' | 'errors' | 'warnings'
>;

export interface Asked {
  readonly scope: VerifyData['scope'];
  readonly targets: readonly VerifyTarget[];
}

export interface Place {
  readonly registry: OpenedRegistry;
  readonly revision: Revision;
  readonly index: RegistryIndex;
  readonly loaded: LoadedTrust;
  /** The newest revisions that this client has believed; none where they do not count. */
  readonly seen: SeenRevisions;
  readonly moment: Moment;
}

/** What was found out of the files that were asked for. */
export interface Found extends Pick<VerifyData, 'scope' | 'steps' | 'signed' | 'remembered' | 'refused'> {
  readonly faults: ReadonlyMap<string, StepFault>;
  /** Of the believed files that may change. */
  readonly revisions: SeenRevisions;
}

const NOTHING_SEEN: SeenRevisions = new Map();

/** Remembers what was believed, and says what of it is gone, forgotten or too much. */
export async function settle(
  context: VerifyContext,
  run: {
    readonly place: Place;
    readonly asked: Asked;
    readonly belief: Belief;
    readonly found: Found;
    readonly input: VerifyInput;
  },
): Promise<readonly Diagnostic[]> {
  const { place, asked, belief, found, input } = run;
  const { loaded, index } = place;
  const isPresent = !isHistory(input.at);
  const known = isPresent ? (belief.known?.revisions ?? NOTHING_SEEN) : NOTHING_SEEN;
  const gone = goneFiles(index, known, isAskedIn(asked, index));
  const revisions = new Map([...chainRevisions(loaded), ...found.revisions]);
  const isForgetting = input.isForgetting && isPresent;
  const forgotten = isForgetting
    ? asked.scope === 'registry'
      ? ('all' as const)
      : new Set([...revisions.keys(), ...gone.map(({ path }) => path ?? '')])
    : undefined;
  const told = isForgetting
    ? [
        ...forgottenWarnings(revisions, known),
        ...gone.map((one) => ({ ...one, severity: 'warning' as const })),
      ]
    : gone;
  if (!loaded.trust.root.isSound) return told;
  const believed = isPresent && loaded.trust.isSound ? revisions : NOTHING_SEEN;
  const left = await remember(context, loaded, belief, { revisions: believed, forgotten });
  return left === 0 ? told : [...told, fullWarning(left)];
}

/** Whether a folder holds what was asked for, or is a namespace above it. */
function isAskedIn({ scope, targets }: Asked, { namespaces }: RegistryIndex): (folder: string) => boolean {
  if (scope === 'registry') return () => true;
  const folders = new Set<string>();
  for (const { entry, namespace } of targets) {
    folders.add(folderOf(entry.path));
    let at = namespaces.get(namespace)?.folder ?? '';
    for (; at !== '' && !folders.has(at); at = folderOf(at)) folders.add(at);
  }
  return (folder) => folders.has(folder);
}

/** The outcome of what was found. Pure. */
export function conclude(
  { revision, loaded }: Pick<Place, 'revision' | 'loaded'>,
  { faults, scope, steps, signed, remembered, refused }: Found,
  more: readonly Diagnostic[],
  checked?: Outcome<ValidateData>,
): Outcome<VerifyData> {
  const { version, digest } = loaded.trust.root;
  const { registry } = loaded.trust.circumstances;
  const diagnostics = [...more];
  for (const [path, { code, message, hint }] of faults)
    diagnostics.push({ code, severity: 'error', path, message, hint });
  const isTrusted = diagnostics.every(({ severity }) => severity !== 'error');
  if (checked !== undefined) diagnostics.push(...checked.diagnostics);
  return {
    verdict: isTrusted ? (checked?.verdict ?? 'pass') : 'untrusted',
    diagnostics: diagnostics.sort(compareDiagnostics),
    data: {
      ...{ commit: revision.commit, registry, root: { version, digest } },
      ...{ scope, steps, signed, remembered, refused: withGone(refused, more) },
      check: checked === undefined ? null : toCounts(checked.data),
    },
  };
}

function toCounts(data: ValidateData): CheckCounts {
  const { files, manifests, namespaces, artifacts, releases, errors, warnings } = data;
  return { files, manifests, namespaces, artifacts, releases, errors, warnings };
}

/** Files that are gone are refused as well. */
function withGone(refused: readonly string[], more: readonly Diagnostic[]): readonly string[] {
  const gone = more.filter(({ severity }) => severity === 'error').flatMap(({ path }) => path ?? []);
  return gone.length === 0 ? refused : [...new Set([...refused, ...gone])].sort(compareText);
}
