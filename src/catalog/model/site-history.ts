import { roleOf } from '../../registry/index.ts';
import type { ActOperation } from '../../registry/index.ts';
import { isHidden } from './is-hidden.ts';
import type { Shown } from './is-hidden.ts';
import type { Visibility } from '../facts/release-facts.ts';
import { paths } from './paths.ts';
import type { PublishedArtifact } from './published-artifact.ts';

/** One act in the history of a registry, as its content tells it. */
export interface HistoryEvent {
  /** UTC ISO 8601: when it came to the branch, by the committer's clock. */
  readonly at: string;
  readonly operation: ActOperation;
  /** A reference with its version, a namespace, `NAMESPACE/policies/ID`, or a file. */
  readonly target: string;
  readonly details: string;
  /** Full commit id. */
  readonly commit: string;
  /** The file that tells it. */
  readonly path: string;
  /** Names of those who wrote it, as commits say: claims. */
  readonly by: readonly string[];
}

/** An act that the site shows, with the page of what it was done to, where there is one. */
export interface ShownEvent extends HistoryEvent {
  readonly page: string | null;
}

/** What the site shows of a history, oldest first: all of it, and by what the acts were done to. */
export interface SiteHistory {
  readonly all: readonly ShownEvent[];
  readonly ofNamespaces: ReadonlyMap<string, readonly ShownEvent[]>;
  readonly ofArtifacts: ReadonlyMap<string, readonly ShownEvent[]>;
}

/** The acts that those who see the site may know of: those on what is shown now, and of their details what names nothing
 *  that is hidden. Linear in the number of acts. Pure. */
export function toSiteHistory(catalog: Site, events: Iterable<HistoryEvent>): SiteHistory {
  const all: ShownEvent[] = [];
  const ofNamespaces = new Map<string, ShownEvent[]>();
  const ofArtifacts = new Map<string, ShownEvent[]>();
  const safeDetails = new Map<string, string>();
  for (const event of events) {
    const subject = subjectOf(catalog, event);
    if (subject === undefined) continue;
    const { page, namespace, artifact } = subject;
    let details = safeDetails.get(event.details);
    if (details === undefined) {
      details = namesHidden(catalog, event.details) ? '' : event.details;
      safeDetails.set(event.details, details);
    }
    const shown: ShownEvent = { ...event, details, page };
    all.push(shown);
    if (artifact !== undefined) push(ofArtifacts, artifact, shown);
    if (namespace !== undefined) push(ofNamespaces, namespace, shown);
  }
  return { all, ofNamespaces, ofArtifacts };
}

interface Site extends Shown {
  /** The least public of what it shows. */
  readonly visibility: Visibility;
}

interface Subject {
  readonly page: string | null;
  readonly namespace?: string;
  readonly artifact?: string;
}

/** What an act was done to; undefined where the site does not show that. */
function subjectOf(catalog: Site, { path, target }: HistoryEvent): Subject | undefined {
  const isAllShown = catalog.visibility === 'private';
  const outer = roleOf(path);
  const role = outer.kind === 'signature' ? roleOf(outer.signs) : outer;
  switch (role.kind) {
    case 'registry':
    case 'trust-root':
      return { page: null };
    case 'namespace':
    case 'policy': {
      const { namespace } = role;
      const known = catalog.namespaces.get(namespace);
      if (known?.sight !== 'open') return isAllShown ? { page: null, namespace } : undefined;
      return { page: paths.namespacePage(known), namespace };
    }
    case 'release':
    case 'state': {
      const { namespace, name } = role;
      const reference = `${namespace}/${name}`;
      const artifact = catalog.artifacts.get(reference);
      if (artifact === undefined) return isAllShown ? { page: null, namespace } : undefined;
      const version = role.kind === 'release' ? role.version : versionIn(target);
      const isShown =
        version === undefined || isAllShown || artifact.versions.some((one) => one.version === version);
      return isShown ? { page: pageOf(artifact, version), namespace, artifact: reference } : undefined;
    }
    case 'text':
    case 'blob':
    case 'observed':
    case 'other':
    case 'foreign':
    case 'signature':
      return undefined;
  }
}

function versionIn(target: string): string | undefined {
  const at = target.lastIndexOf('@');
  return at <= 0 ? undefined : target.slice(at + 1);
}

function pageOf(artifact: PublishedArtifact, version: string | undefined): string {
  const release = artifact.versions.find((one) => one.version === version);
  return release?.facts === undefined
    ? paths.artifactPage(artifact)
    : paths.versionPage(artifact, release.version);
}

function namesHidden(catalog: Site, details: string): boolean {
  const words = details.split(/[\s,;:"'()→]+/u).filter((word) => /[./]/u.test(word));
  return words.some((word) => isHidden(catalog, word) || isHidden(catalog, word.replace(/[.]+$/u, '')));
}

function push(found: Map<string, ShownEvent[]>, key: string, event: ShownEvent): void {
  const known = found.get(key);
  if (known === undefined) found.set(key, [event]);
  else known.push(event);
}
