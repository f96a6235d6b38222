import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepsEveryByte } from '../../../../src/adapters/doctor/keeps-every-byte.ts';
import { toldVersion } from '../../../../src/adapters/doctor/told-version.ts';
import { temporaryFolder } from '../../../build/temporary-folder.ts';
import { gitEnvironmentOf, gitIn } from '../init/git-environment.ts';

const ENVIRONMENT = gitEnvironmentOf('');

function repositoryWith(attributes: string | undefined): string {
  const folder = temporaryFolder();
  gitIn(folder, ENVIRONMENT, 'init', '-q', '-b', 'main');
  if (attributes !== undefined) writeFileSync(join(folder, '.gitattributes'), attributes);
  return folder;
}

function keeps(folder: string, environment = ENVIRONMENT): boolean {
  const gitFolder = join(folder, '.git');
  return keepsEveryByte({ folder, prefix: '', gitFolder, isBare: false, isShallow: false }, environment);
}

/** What git says of the attribute. */
function textOf(folder: string): string {
  return gitIn(folder, ENVIRONMENT, 'check-attr', 'text', '--', 'registry.yaml').split(': ')[2] ?? '';
}

describe('keepsEveryByte', () => {
  it.each([
    '* -text\n',
    '# words\n* -text !eol\nblobs/** -diff linguist-vendored\n',
    '*.yaml text\r\n* -text\r\n',
    '* -text -diff\n\nblobs/** text\n',
  ])('is sure of %j, as git is', (attributes) => {
    const folder = repositoryWith(attributes);
    expect(keeps(folder)).toBe(true);
    expect(textOf(folder)).toBe('unset');
  });

  it.each([
    undefined,
    '',
    '* text=auto\n',
    '* -text\n*.yaml text\n',
    '* -text\nregistry.yaml noted\n',
    '* -text\n"registry.yaml" text\n',
    '* -text\n**/registry.yaml text\n',
    '* -text eol=crlf\n',
    '* -text text\n',
    '* !eol\n',
    '*.yaml -text\n',
  ])('leaves %j to git', (attributes) => {
    expect(keeps(repositoryWith(attributes))).toBe(false);
  });

  it('leaves to git what other files and settings may overrule', () => {
    const overruled = repositoryWith('* -text\n');
    mkdirSync(join(overruled, '.git', 'info'), { recursive: true });
    writeFileSync(join(overruled, '.git', 'info', 'attributes'), 'registry.yaml text\n');
    expect([keeps(overruled), textOf(overruled)]).toEqual([false, 'set']);
    const linked = repositoryWith(undefined);
    writeFileSync(join(linked, 'attributes'), '* -text\n');
    symlinkSync('attributes', join(linked, '.gitattributes'));
    expect([keeps(linked), textOf(linked)]).toEqual([false, 'unspecified']);
    const ofTree = repositoryWith('* -text\n');
    expect(keeps(ofTree, { ...ENVIRONMENT, GIT_ATTR_SOURCE: 'HEAD' })).toBe(false);
    gitIn(ofTree, ENVIRONMENT, 'config', 'attr.tree', 'HEAD');
    expect(keeps(ofTree)).toBe(false);
  });
});

describe('toldVersion', () => {
  it.each([
    ['{"event":"version","sid":"1","evt":"3","exe":"2.39.5"}\n{"event":"start"}', '2.39.5'],
    ['warning: x\n{"event":"version","evt":"3","exe":"2.50.1 (Apple Git-155)"}', '2.50.1 (Apple Git-155)'],
    ['{"event":"start","argv":["{\\"event\\":\\"version\\",\\"exe\\":\\"9\\"}"]}', undefined],
    ['fatal: not a git repository', undefined],
    ['', undefined],
  ])('reads %j as %j', (stderr, version) => {
    expect(toldVersion(stderr)).toBe(version);
  });
});
