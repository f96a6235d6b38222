import type { ChosenRelease, LockInput, LockedPackage, Lockfile, Need } from '../../../src/lockfile/index.ts';
import { makeLockfile } from '../../../src/lockfile/index.ts';
import { digestHex } from '../../../src/core/index.ts';

/** A need with what is left out filled in: `need('org.acme/b ^1.0.0', { optional: true })`. */
export function need(text: string, more: Partial<Need> = {}): Need {
  const [target = '', range = '*'] = text.split(' ');
  return { target, range, type: 'runtime', optional: false, ...more };
}

/** A release with content that is told by its name and version. */
export function chosen(version: string, ...needs: readonly Need[]): ChosenRelease {
  const manifest = `sha256:${digestHex(`manifest ${version} ${needs.map(({ target }) => target).join(' ')}`)}`;
  const digests = { sha256: digestHex(`content ${version}`) };
  const source = `https://example.org/${version}.tgz`;
  return { identity: { version, manifest, digests, size: 7, source }, needs };
}

/** A resolution of the needs by the releases. */
export function input(
  needs: readonly Need[],
  releases: Readonly<Record<string, ChosenRelease>>,
  more: Partial<LockInput> = {},
): LockInput {
  return {
    strategy: 'highest',
    registries: [{ name: 'main', commit: 'a'.repeat(40) }],
    requirements: needs.map(({ target, range, type, optional, condition }) => ({
      artifact: target,
      version: range,
      type,
      optional,
      ...(condition === undefined ? {} : { condition }),
    })),
    needs,
    chosen: new Map(Object.entries(releases)),
    ...more,
  };
}

/** Three packages in a row, the last behind a condition. */
export function smallInput(): LockInput {
  return input([need('org.acme/a ^1.0.0')], {
    'org.acme/a': chosen('1.2.0', need('org.acme/b ^2.0.0')),
    'org.acme/b': chosen('2.0.1', need('org.acme/c *', { condition: { os: ['linux'] } })),
    'org.acme/c': chosen('0.1.0'),
  });
}

export function smallLock(): Lockfile {
  return makeLockfile(smallInput());
}

/** The lock with one package changed; undefined takes a field out. */
export function altered(
  lock: Lockfile,
  reference: string,
  change: Readonly<Partial<Record<keyof LockedPackage, unknown>>>,
): Lockfile {
  const packages = new Map(lock.packages);
  const merged = { ...packages.get(reference), ...change } as Record<string, unknown>;
  const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
  packages.set(reference, kept as unknown as LockedPackage);
  return { ...lock, packages };
}
