import { createTestRepository } from './git-repository.ts';
import type { TestRepository } from './git-repository.ts';
import {
  artifactFolder,
  idOf,
  namespace,
  namespaceText,
  policyText,
  registryText,
  release,
  releaseText,
  stateText,
} from './manifests.ts';

/** What a case puts at a path: text, nothing, a manifest made from a few words, or an edit of what is there. */
export type Put =
  | string
  | Uint8Array
  | null
  | { readonly release: readonly [reference: string, version: string, more?: string] }
  | { readonly state: readonly [reference: string, more?: string]; readonly revision?: number }
  | { readonly namespace: readonly [path: string, more?: string] }
  | { readonly policy: readonly [id: string, enforcement?: string] }
  | { readonly replace: readonly [from: string, to: string] };

export type Puts = Readonly<Record<string, Put>>;

const ACCESS = (user: number, role: string): string =>
  `  - principal:\n      githubUser:\n        id: ${user}\n        login: user-${user}\n    role: ${role}\n`;

/** People of the registry that cases change: admin 1; publishers 2 and 5 and maintainer 4 of org.acme; publisher 3 of org.globex. */
export function changeRegistry(): Record<string, string> {
  return {
    'registry.yaml': registryText(
      'admins:\n  - githubUser:\n      id: 1\n      login: admin\nsettings:\n  allowedContentHosts:\n    - github.com\n    - "*.example.org"\n  reservedPrefixes:\n    - hyper-\n',
    ),
    'README.md': '# A registry for tests\n',
    ...(namespace(
      'org.acme',
      `access:\n${ACCESS(2, 'publisher')}${ACCESS(5, 'publisher')}${ACCESS(4, 'maintainer')}${ACCESS(6, 'contributor')}`,
    ) as Record<string, string>),
    ...(namespace('org.acme.tools') as Record<string, string>),
    ...(namespace('org.globex', `access:\n${ACCESS(3, 'publisher')}`) as Record<string, string>),
    ...(release('org.acme/parser', '1.0.0') as Record<string, string>),
    ...(release('org.acme/parser', '1.1.0') as Record<string, string>),
    ...(release(
      'org.acme.tools/runner',
      '2.0.0',
      'dependencies:\n  - artifact: org.acme/parser\n    version: "^1.0.0"\n',
    ) as Record<string, string>),
    ...(release('org.globex/weaver', '1.0.0') as Record<string, string>),
    [`${artifactFolder('org.acme/parser')}/artifact.yaml`]: stateText(
      'org.acme/parser',
      'tags:\n  stable: "1.1.0"\n',
    ),
    [`${artifactFolder('org.acme/parser')}/README.md`]: '# Parser\n',
  };
}

/** A repository with a base commit, on which changes are made as commits without a working tree. */
export interface ChangeRepository extends TestRepository {
  readonly base: string;
  /** The files of a commit that this made, or of the base. */
  filesAt(commit: string): ReadonlyMap<string, string>;
  /** A commit that differs from its parents' first as told; returns its id. */
  change(puts: Puts, ...parents: readonly string[]): string;
  /** The same by somebody else, at another time. */
  changeBy(by: Maker, puts: Puts, ...parents: readonly string[]): string;
}

/** Who makes a commit, and when. */
export interface Maker {
  readonly date?: string;
  readonly email?: string;
}

/** Makes the repository of `files` and lets changes be made in it. */
export function createChangeRepository(
  files: Readonly<Record<string, string>> = changeRegistry(),
): ChangeRepository {
  const repository = createTestRepository(files);
  const base = repository.git('rev-parse', 'HEAD');
  const known = new Map<string, ReadonlyMap<string, string>>([[base, new Map(Object.entries(files))]]);
  const filesAt = (commit: string): ReadonlyMap<string, string> =>
    known.get(commit) ?? new Map<string, string>();
  let number = 0;
  const changeBy: ChangeRepository['changeBy'] = (
    { date = '2026-05-01T12:00:00Z', email = 'author@example.com' },
    puts,
    ...parents
  ) => {
    const [first = base, ...others] = parents;
    const after = new Map(filesAt(first));
    number += 1;
    const ref = `refs/changes/${number}`;
    const who = `Test Author <${email}> ${Date.parse(date) / 1000} +0000`;
    const stream = [`commit ${ref}\nauthor ${who}\ncommitter ${who}\ndata 6\nChange\nfrom ${first}\n`];
    for (const other of others) stream.push(`merge ${other}\n`);
    for (const [path, put] of Object.entries(puts)) {
      const text = textOf(put, after.get(path));
      if (text === undefined) after.delete(path);
      else after.set(path, text);
      const name = JSON.stringify(path);
      if (text === undefined) stream.push(`D ${name}\n`);
      else stream.push(`M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
    }
    repository.gitWithInput(`${stream.join('')}\n`, 'fast-import', '--quiet', '--force');
    const commit = repository.git('rev-parse', ref);
    known.set(commit, after);
    return commit;
  };
  return {
    ...repository,
    base,
    filesAt,
    changeBy,
    change: (puts, ...parents) => changeBy({}, puts, ...parents),
  };
}

function textOf(put: Put, before: string | undefined): string | undefined {
  if (put === null) return undefined;
  if (typeof put === 'string') return put;
  if (put instanceof Uint8Array) return Buffer.from(put).toString('utf8');
  if ('release' in put) return releaseText(...put.release);
  if ('namespace' in put) return namespaceText(...put.namespace);
  if ('policy' in put) return policyText(...put.policy);
  if ('replace' in put) {
    const [from, to] = put.replace;
    if (before?.includes(from) !== true) throw new Error(`nothing says "${from}"`);
    return before.replace(from, to);
  }
  const [reference, more] = put.state;
  return stateText(reference, more).replace('revision: 1', `revision: ${put.revision ?? 1}`);
}

/** The payload of a pull request event. */
export function pullRequestEvent(
  base: string,
  head: string,
  more: { readonly author?: number; readonly reviews?: readonly unknown[]; readonly sender?: number } = {},
): string {
  const account = (id: number): unknown => ({ id, login: `user-${id}`, type: 'User' });
  const { author = 2, sender = author, reviews = [] } = more;
  return JSON.stringify({
    action: 'synchronize',
    number: 7,
    pull_request: {
      number: 7,
      user: account(author),
      base: { ref: 'main', sha: base },
      head: { ref: 'change', sha: head },
    },
    sender: account(sender),
    reviews,
  });
}

/** A review of the head by an account. */
export function approval(by: number, commit: string, state = 'APPROVED', type = 'User'): unknown {
  return {
    user: { id: by, login: `user-${by}`, type },
    commit_id: commit,
    state,
    submitted_at: '2001-01-01T00:00:00Z',
  };
}

export { idOf };
