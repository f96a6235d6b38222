import { describe, expect, it } from 'vitest';
import { MAX_DIAGNOSTICS_PER_FILE } from '../../../src/core/index.ts';
import { CHANGE_CODES } from '../../../src/core/codes/change.ts';
import { EXAMINED_CODES } from '../../../src/core/codes/examined.ts';
import { GATE_CODES } from '../../../src/core/codes/gate.ts';
import {
  ALL_RULES,
  CHANGE_RULES,
  COVERING_RULES,
  DESCRIBED_RULES,
  EXAMINED_RULES,
  checkFile,
  checkTree,
  checkUniqueIds,
  ruleOfCode,
  treeSubjectOf,
} from '../../../src/gate/index.ts';
import type { FileSubject, Surroundings } from '../../../src/gate/index.ts';
import { roleOf } from '../../../src/registry/index.ts';
import type { TreeEntry } from '../../../src/registry/index.ts';
import { releasePath, releaseText, smallRegistry } from '../../build/manifests.ts';

const no = (): boolean => false;
const yes = (): boolean => true;
const NOTHING: Surroundings = { hasArtifact: no, hasBlob: no, hasRelease: no, hasReleases: no };
const ANYTHING: Surroundings = { hasArtifact: yes, hasBlob: yes, hasRelease: yes, hasReleases: yes };

function entry(path: string): TreeEntry {
  return { mode: '100644', oid: '0'.repeat(40), path, isUtf8: true };
}

function subject(path: string, text: string): FileSubject {
  const bytes = Buffer.from(text);
  return { entry: entry(path), role: roleOf(path), size: bytes.length, bytes };
}

describe('the table of rules', () => {
  it('names each rule once, in kebab-case, with a sentence', () => {
    const ids = DESCRIBED_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, summary } of DESCRIBED_RULES) {
      expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
      expect(summary).toMatch(/^\S.{20,}\.$/u);
    }
  });

  it('holds every code of the gate that is not about size alone', () => {
    const named = new Set(ALL_RULES.flatMap(({ codes }) => codes as readonly string[]));
    expect(Object.keys(GATE_CODES).filter((code) => !named.has(code))).toEqual(['HYPER_BLOB_SIZE']);
  });

  it('holds every code of changes that is not about which change is meant', () => {
    const named = new Set(
      [...CHANGE_RULES, ...EXAMINED_RULES].flatMap(({ codes }) => codes as readonly string[]),
    );
    const others = [...Object.keys(CHANGE_CODES), ...Object.keys(EXAMINED_CODES)].filter(
      (code) => !named.has(code),
    );
    expect(others).toEqual(['HYPER_EVENT_INVALID', 'HYPER_CHANGE_UNRELATED']);
  });

  it('gives each code to one rule', () => {
    const codes = DESCRIBED_RULES.flatMap((rule) => rule.codes);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('tells of policies, access and signatures with every code of theirs', () => {
    const counts = COVERING_RULES.map(({ id, codes }) => [id, codes.length > 0]);
    expect(counts.every(([, hasCodes]) => hasCodes)).toBe(true);
    expect(ruleOfCode('HYPER_POLICY_REFUSED')).toBe('policies');
    expect(ruleOfCode('HYPER_ACCESS_SELF_GRANT')).toBe('access');
    expect(ruleOfCode('HYPER_SIGNATURE_FOREIGN')).toBe('signatures');
    expect(ruleOfCode('HYPER_INTERNAL')).toBeUndefined();
  });
});

describe('the check of one file', () => {
  const path = releasePath('org.acme/parser', '1.0.0');
  const NEEDS = 'dependencies:\n  - artifact: org.acme/ghost\n    version: "*"\n';

  it('finds nothing in a faultless manifest and gives it back', () => {
    const checked = checkFile(subject(path, releaseText('org.acme/parser', '1.0.0', NEEDS)), ANYTHING);
    expect(checked).toMatchObject({ diagnostics: [], isFast: true, manifest: { kind: 'Artifact' } });
  });

  it('asks its surroundings for what it cannot see', () => {
    const { diagnostics } = checkFile(subject(path, releaseText('org.acme/parser', '1.0.0', NEEDS)), NOTHING);
    expect(diagnostics).toMatchObject([{ code: 'HYPER_DEPENDENCY_UNKNOWN', path }]);
  });

  it('tells every fault of a file in one pass, each with its path and a frame', () => {
    const text = releaseText('org.acme/lexer', '1.0.1', `${NEEDS}unknown: 1\n`).replace(
      'license: MIT',
      'license: No Such',
    );
    const { diagnostics } = checkFile(subject(path, text), NOTHING);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(
      new Set(['HYPER_FIELD_UNKNOWN', 'HYPER_LICENSE_INVALID', 'HYPER_PATH_DISAGREES']),
    );
    for (const one of diagnostics)
      expect(one).toMatchObject({ path, frame: expect.stringContaining('^') as string });
  });

  it('stops telling at a limit, and counts the rest', () => {
    const faults = Array.from({ length: 1000 }, (_, key) => `bad${key}: 1\n`).join('');
    const { diagnostics } = checkFile(
      subject(path, releaseText('org.acme/parser', '1.0.0', faults)),
      ANYTHING,
    );
    expect(diagnostics).toHaveLength(MAX_DIAGNOSTICS_PER_FILE + 1);
    expect(diagnostics.at(-1)?.message ?? '').toMatch(/900/u);
  });

  it('survives any bytes', () => {
    for (const bytes of [[], [0], [0xff, 0xfe], [0xef, 0xbb, 0xbf], [0x80], [0x09]]) {
      const { diagnostics, manifest } = checkFile(
        { entry: entry(path), role: roleOf(path), size: bytes.length, bytes: Uint8Array.from(bytes) },
        ANYTHING,
      );
      expect(manifest).toBeUndefined();
      expect(diagnostics.length).toBeGreaterThan(0);
    }
  });
});

describe('the check of a tree', () => {
  it('does not depend on the order of the entries', () => {
    const paths = [
      ...Object.keys(smallRegistry()),
      'namespaces/stray',
      'docs/A',
      'docs/a',
      'namespaces/org/x/y/1.0.0.yaml',
    ];
    const found = (order: string[]): string[] =>
      checkTree(treeSubjectOf(order.map((path) => entry(path)))).map(
        ({ code, path }) => `${code} ${path ?? ''}`,
      );
    expect(new Set(found(paths.toReversed()))).toEqual(new Set(found(paths)));
    expect(found(paths).length).toBeGreaterThan(2);
  });
});

describe('ids', () => {
  it('belong to the first that has them', () => {
    const places = ['a', 'b', 'a', 'a'].map((id, number) => ({ id, path: String(number) }));
    expect([...checkUniqueIds(places)].map(({ path }) => path)).toEqual(['2', '3']);
  });
});
