import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  makeLockfile,
  parseConflictSides,
  parseLockfile,
  renderLockfile,
} from '../../../src/lockfile/index.ts';
import { MAX_LOCK_BYTES } from '../../../src/lockfile/index.ts';
import { chosen, input, need, smallLock } from './locks.ts';

const read = (text: string) => parseLockfile(Buffer.from(text));
const codesOf = (text: string): string[] => read(text).diagnostics.map(({ code }) => code);

describe('the text of a lock', () => {
  const text = renderLockfile(smallLock());

  it('reads back to the same lock, and renders to the same bytes', () => {
    const outcome = read(text);
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.read?.lockfile).toEqual(smallLock());
    expect(renderLockfile(outcome.read!.lockfile)).toBe(text);
  });

  it('is YAML that any reader takes alike', () => {
    const value = parse(text) as { packages: Record<string, { version: string }> };
    expect(Object.keys(value.packages)).toEqual(['org.acme/a', 'org.acme/b', 'org.acme/c']);
    expect(value.packages['org.acme/c']).toMatchObject({ version: '0.1.0', conditions: [{ os: ['linux'] }] });
  });

  it('has the same bytes whatever the order of what goes in', () => {
    const releases = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [`org.acme/${name}`, chosen('1.0.0')] as const),
    );
    const needs = Object.keys(releases).map((name) => need(`${name} *`));
    const expected = renderLockfile(makeLockfile(input(needs, releases)));
    fc.assert(
      fc.property(fc.shuffledSubarray(needs, { minLength: 5 }), (shuffled) => {
        const reversed = Object.fromEntries(Object.entries(releases).reverse());
        expect(renderLockfile(makeLockfile(input(shuffled, reversed)))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('reads back whatever lock there is', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', '1e3', '0x1f');
    const platform = fc.constantFrom('linux', 'darwin', 'win32');
    const one = fc.record({
      version: fc.constantFrom('1.0.0', '1.10.0', '2.0.0-rc.1', '1.0.0+b.5'),
      needs: fc.array(fc.tuple(name, fc.option(platform), fc.boolean()), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.dictionary(name, one, { maxKeys: 6 }),
        fc.array(name, { minLength: 1 }),
        (all, roots) => {
          const toNeed = (target: string, os: string | null = null, optional = false) =>
            need(`org.acme/${target} *`, { optional, ...(os === null ? {} : { condition: { os: [os] } }) });
          const releases = Object.fromEntries(
            Object.entries(all).map(([key, { version, needs }]) => [
              `org.acme/${key}`,
              chosen(version, ...needs.map((each) => toNeed(...each))),
            ]),
          );
          const lock = makeLockfile(
            input(
              [...new Set(roots)].map((root) => toNeed(root)),
              releases,
            ),
          );
          const outcome = read(renderLockfile(lock));
          expect(outcome.diagnostics).toEqual([]);
          expect(outcome.read?.lockfile).toEqual(lock);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('may have CRLF line ends, as a checkout on Windows makes them', () => {
    expect(read(text.replaceAll('\n', '\r\n')).read?.lockfile).toEqual(smallLock());
  });

  it('may hold far more packages than another manifest has keys, with positions to the last', () => {
    const nameOf = (at: number): string => `org.acme/p${String(at).padStart(5, '0')}`;
    const releases = Object.fromEntries(
      Array.from(
        { length: 3000 },
        (_, at) => [nameOf(at), chosen('1.0.0', need(`${nameOf(at + 1)} *`))] as const,
      ),
    );
    const lock = makeLockfile(input([need(`${nameOf(0)} *`)], releases));
    const large = renderLockfile(lock);
    const outcome = read(large);
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.read?.lockfile.packages.size).toBe(3000);
    const span = outcome.read!.document.locate(['packages', 'org.acme/p02999', 'version'], 'key');
    const lines = large.split('\n');
    expect(lines[span.start.line - 1]).toBe('    version: 1.0.0');
    expect(lines.slice(0, span.start.line).findLast((line) => line.startsWith('  org'))).toBe(
      '  org.acme/p02999:',
    );
    expect(large.slice(span.start.offset, span.end.offset)).toBe('version');
    const broken = large.replace('  org.acme/p02998:\n', '  org.acme/p02998:\n    version: *alias\n');
    const [fault] = read(broken).diagnostics;
    expect(fault?.span?.start.line).toBe(broken.split('\n').indexOf('    version: *alias') + 1);
    expect(fault?.frame).toContain(`${String(fault?.span?.start.line)} |`);
    const twice = large.replace('  org.acme/p02998:\n', '  org.acme/p00001:\n');
    expect(codesOf(twice)).toEqual(['HYPER_YAML_DUPLICATE_KEY']);
  });
});

describe('a lock that is not whole (R11)', () => {
  const text = renderLockfile(smallLock());

  it('is refused wherever it was cut', () => {
    for (let length = 0; length < text.length - 1; length += 7) {
      expect(read(text.slice(0, length)).read, `${length} units`).toBeUndefined();
    }
    const lines = text.split('\n');
    for (let count = 8; count < lines.length - 1; count += 1) {
      expect(codesOf(`${lines.slice(0, count).join('\n')}\n`)).toEqual(['HYPER_LOCK_TRUNCATED']);
    }
  });

  it('is refused with merge markers, at the first, whatever their style', () => {
    const marked = text.replace(
      '    version: 2.0.1\n',
      '<<<<<<< HEAD\n    version: 2.0.1\n||||||| base\n    version: 2.0.0\n=======\n    version: 2.0.2\n>>>>>>> other\n',
    );
    const [fault] = read(marked).diagnostics;
    expect(fault?.code).toBe('HYPER_LOCK_MERGE_MARKERS');
    expect(marked.slice(fault?.span?.start.offset)).toMatch(/^<<<<<<< HEAD/u);
    const sides = parseConflictSides(Buffer.from(marked));
    expect(sides.map(({ packages }) => packages.get('org.acme/b')?.version)).toEqual(['2.0.1', '2.0.2']);
    expect(parseConflictSides(Buffer.from(text))).toEqual([]);
  });

  it.each([
    ['formatVersion: 2', 'HYPER_LOCK_NEWER_FORMAT'],
    ['formatVersion: 99', 'HYPER_LOCK_NEWER_FORMAT'],
    ['formatVersion: 0', 'HYPER_LOCK_OLDER_FORMAT'],
  ])('is refused with %s, before another field is looked at', (line, code) => {
    expect(
      codesOf(text.replace('formatVersion: 1', line).replace('strategy: highest', 'colour: red')),
    ).toEqual([code]);
  });

  it('is refused over the size limit and as another kind', () => {
    expect(parseLockfile(new Uint8Array(MAX_LOCK_BYTES + 1)).diagnostics[0]?.code).toBe(
      'HYPER_LOCK_TOO_LARGE',
    );
    const project = 'apiVersion: hyper/v1\nkind: Project\nname: x\n# end of lock\n';
    expect(codesOf(project)).toEqual(['HYPER_LOCK_KIND']);
    expect(parseLockfile(Uint8Array.of(0xff, 0xfe)).diagnostics[0]?.code).toBe('HYPER_YAML_ENCODING');
  });
});

describe('what holds a package (R03)', () => {
  const text = renderLockfile(smallLock());
  const replaced = (from: RegExp, to: string): string => text.replace(from, to);

  it.each([
    ['no digest of the manifest', replaced(/ {4}manifest: .*\n/u, ''), 'HYPER_LOCK_INTEGRITY_MISSING'],
    ['no digest of the content', replaced(/ {4}digests:\n.*\n/u, ''), 'HYPER_LOCK_INTEGRITY_MISSING'],
    [
      'another algorithm for the manifest',
      replaced(/manifest: "?sha256:[0-9a-f]*"?/u, `manifest: "sha1:${'a'.repeat(40)}"`),
      'HYPER_LOCK_INTEGRITY_WEAKER',
    ],
    [
      'another algorithm for the content',
      replaced(/ {6}sha256: .*\n/u, `      md5: ${'a'.repeat(32)}\n`),
      'HYPER_LOCK_INTEGRITY_WEAKER',
    ],
  ])('is told missing or weaker: %s', (_, changed, code) => {
    const [fault] = read(changed).diagnostics;
    expect(fault?.code).toBe(code);
    expect(fault?.span?.start.line).toBeGreaterThan(10);
  });

  it('is nothing where the release has no content', () => {
    const plain = text.replace(/ {4}digests:\n.*\n {4}size: 7\n {4}source: .*\n/u, '');
    expect(read(plain).diagnostics).toEqual([]);
  });

  it('belongs to a name in its one spelling', () => {
    expect(codesOf(text.replace('  org.acme/c:\n', '  orgs/acme/c:\n'))).toEqual(['HYPER_LOCK_EXTRA']);
    expect(codesOf(text.replace('  org.acme/c:\n', '  bare:\n'))).toEqual(['HYPER_LOCK_EXTRA']);
  });

  it('is read in full: what follows the packages is not passed over', () => {
    const more = text.replace('# end of lock', 'strategy: lowest\n# end of lock');
    expect(codesOf(more)).toEqual(['HYPER_YAML_DUPLICATE_KEY']);
    const field = text.replace('    version: 2.0.1\n', '    version: 2.0.1\n    postinstall: curl\n');
    expect(codesOf(field)).toEqual(['HYPER_FIELD_UNKNOWN']);
  });
});
