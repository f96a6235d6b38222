import { simpleSolve } from '@conda-org/rattler';
import elm from 'elm-solve-deps-wasm';
import Logic from 'logic-solver';
import semver from 'semver';
import { prepareArborist } from './arborist.ts';
import { resolve } from '../../src/resolve/index.ts';
import type { Candidate, Requirement, Universe } from '../../src/resolve/index.ts';

/** One resolver, asked whether a root has an answer. */
export interface Peer {
  readonly name: string;
  readonly about: string;
  /** False for one that keeps several versions of an artifact, and so never says no. */
  readonly isComparable?: false;
  /** Turns the closure of the root into what the resolver reads; not timed. Gives the call that is. */
  prepare(universe: Universe, root: readonly Requirement[]): () => boolean | Promise<boolean>;
}

export const OURS: Peer = {
  name: 'hyper',
  about: 'range strings in, the whole resolution out; nothing kept from one root to the next',
  prepare: (universe, root) => () => resolve({ requirements: root }, universe).kind === 'solved',
};

/** The artifacts that some release leads to. */
function closureOf(universe: Universe, root: readonly Requirement[]): string[] {
  const names = new Set(root.map(({ artifact }) => artifact));
  for (const name of names) {
    for (const { dependencies } of universe.get(name)?.releases ?? []) {
      for (const { artifact } of dependencies) names.add(artifact);
    }
  }
  return [...names];
}

function releasesOf(universe: Universe, name: string): readonly Candidate[] {
  return universe.get(name)?.releases ?? [];
}

const elmName = (name: string): string => name.replace('lib.', '');

/** `^1.2.0`, `>=1.2.0`, `1.0.0` and `*`, as Elm writes them. */
function elmRange(range: string): string {
  const [low = '1.0.0'] = /\d+\.\d+\.\d+/u.exec(range) ?? [];
  const major = Number(low.split('.')[0]);
  const high = range.startsWith('^') ? `${major + 1}.0.0` : '1000.0.0';
  return `${low} <= v < ${high}`;
}

function elmJson(name: string, version: string, dependencies: readonly Requirement[]): string {
  return JSON.stringify({
    type: 'package',
    name,
    summary: 's',
    license: 'BSD-3-Clause',
    version,
    'exposed-modules': [],
    'elm-version': '0.19.0 <= v < 0.20.0',
    dependencies: Object.fromEntries(dependencies.map((one) => [elmName(one.artifact), elmRange(one.range)])),
    'test-dependencies': {},
  });
}

const ELM: Peer = {
  name: 'elm-solve-deps-wasm',
  about: 'PubGrub in Rust, as WebAssembly; reads a JSON text a release',
  prepare: (universe, root) => {
    const texts = new Map<string, string>();
    const versions = new Map<string, string[]>();
    for (const artifact of closureOf(universe, root)) {
      const name = elmName(artifact);
      const releases = releasesOf(universe, artifact);
      versions.set(name, releases.map(({ version }) => version).reverse());
      for (const { version, dependencies } of releases) {
        texts.set(`${name}@${version}`, elmJson(name, version, dependencies));
      }
    }
    const project = elmJson('root/root', '1.0.0', root);
    return () => {
      try {
        elm.solve_deps(
          project,
          false,
          {},
          (name, version) => texts.get(`${name}@${version}`) ?? '',
          (name) => versions.get(name) ?? [],
        );
        return true;
      } catch {
        return false;
      }
    };
  },
};

const condaName = (name: string): string => name.replace(/^.*\//u, '');

function condaSpec({ artifact, range }: Requirement): string {
  const [low] = /\d+\.\d+\.\d+/u.exec(range) ?? [];
  if (low === undefined) return condaName(artifact);
  const high = range.startsWith('^') ? `,<${Number(low.split('.')[0]) + 1}.0.0` : '';
  return `${condaName(artifact)} >=${low}${high}`;
}

const RATTLER: Peer = {
  name: '@conda-org/rattler',
  about: 'resolvo in Rust, as WebAssembly; reads the closure as repodata from memory',
  prepare: (universe, root) => {
    const packages: Record<string, unknown> = {};
    for (const artifact of closureOf(universe, root)) {
      const name = condaName(artifact);
      for (const { version, dependencies } of releasesOf(universe, artifact)) {
        packages[`${name}-${version}-0.tar.bz2`] = {
          name,
          version,
          build: '0',
          build_number: 0,
          depends: dependencies.map(condaSpec),
          subdir: 'noarch',
          md5: '0'.repeat(32),
          sha256: '0'.repeat(64),
          size: 1,
        };
      }
    }
    const repodata = JSON.stringify({
      info: { subdir: 'noarch' },
      packages,
      'packages.conda': {},
      repodata_version: 1,
    });
    const specs = root.map(condaSpec);
    return async () => {
      globalThis.fetch = (request: Request | string | URL) => {
        const url = request instanceof Request ? request.url : String(request);
        const isThere = url.endsWith('/noarch/repodata.json');
        const response = new Response(isThere ? repodata : '', { status: isThere ? 200 : 404 });
        return Promise.resolve(Object.defineProperty(response, 'url', { value: url }));
      };
      try {
        await simpleSolve(specs, ['http://localhost/channel'], ['noarch'], []);
        return true;
      } catch (error) {
        const text = String(error instanceof Error ? error.message : error);
        if (/cannot|conflict|no candidates|solve/iu.test(text)) return false;
        throw error;
      }
    };
  },
};

const LOGIC: Peer = {
  name: 'logic-solver',
  about: 'MiniSat in JavaScript; the first model, whatever its versions; ranges by node-semver',
  prepare: (universe, root) => {
    const closure = closureOf(universe, root);
    return () => Logic.disablingAssertions(() => isSatisfiable(universe, closure, root));
  },
};

/** One variable a release, at most one release an artifact, one clause a requirement. */
export function isSatisfiable(
  universe: Universe,
  closure: readonly string[],
  root: readonly Requirement[],
): boolean {
  const solver = new Logic.Solver();
  const variable = (artifact: string, version: string): string => `${artifact}@${version}`;
  const allowed = ({ artifact, range }: Requirement): string[] =>
    releasesOf(universe, artifact)
      .filter(({ version, unavailable }) => unavailable === undefined && semver.satisfies(version, range))
      .map(({ version }) => variable(artifact, version));
  for (const requirement of root) solver.require(Logic.or(...allowed(requirement)));
  for (const artifact of closure) {
    const releases = releasesOf(universe, artifact);
    solver.require(Logic.atMostOne(...releases.map(({ version }) => variable(artifact, version))));
    for (const { version, dependencies } of releases) {
      for (const dependency of dependencies) {
        solver.require(Logic.or(Logic.not(variable(artifact, version)), ...allowed(dependency)));
      }
    }
  }
  return solver.solve() !== null;
}

const ARBORIST: Peer = {
  name: '@npmcli/arborist',
  about: 'the tree that npm installs, with several versions of one package; reads packuments over loopback',
  isComparable: false,
  prepare: prepareArborist,
};

export const PEERS: readonly Peer[] = [ELM, RATTLER, LOGIC, ARBORIST];
