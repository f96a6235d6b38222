import { describe, expect, it } from 'vitest';
import { repositoryAt } from '../../../../src/adapters/forge/remote-place.ts';
import {
  proposalAddress,
  proposalBranch,
  pullRequestWords,
} from '../../../../src/operations/write/proposal/proposal-words.ts';
import { createTestRepository } from '../../../build/git-repository.ts';

describe('the branch of a proposal', () => {
  it.each([
    ['version.yank', 'org.acme/parser@1.2.0-rc.1+b', 'hyper/version-yank/org.acme/parser@1.2.0-rc.1+b'],
    ['namespace.create', 'org.acme.tools', 'hyper/namespace-create/org.acme.tools'],
    ['registry.delete', '../../x@{1}..y', 'hyper/registry-delete/x@-1--y'],
    ['registry.create', '--force; $(touch x).lock', 'hyper/registry-create/force-touch-x'],
    ['registry.create', '//a..lock/', 'hyper/registry-create/a-lock'],
    ['registry.create', '\u202e\n', 'hyper/registry-create'],
    ['registry.create', `${'a'.repeat(178)}.lock`, `hyper/registry-create/${'a'.repeat(178)}`],
  ])('of %s %j is a name that git takes', (operation, subject, branch) => {
    expect(proposalBranch(operation, subject)).toBe(branch);
    const repository = createTestRepository();
    expect(repository.git('check-ref-format', '--branch', branch)).toBe(branch);
  });
});

describe('the words of a pull request', () => {
  const commit = (subject: string) => ({ id: '', subject, operation: null, target: null });

  it('come from the commits, in code, and stay short', () => {
    expect(pullRequestWords([commit('Yank a@1')])).toEqual({
      title: 'Yank a@1',
      body: '- `Yank a@1`\n\nProposed with `hyper`. The gate says here what this does, what is wrong and who must approve it.',
    });
    const { title, body } = pullRequestWords(
      Array.from({ length: 60 }, (_each, index) => commit(`@team \`x\` ${String(index)} ${'y'.repeat(300)}`)),
    );
    expect(title).toHaveLength(200);
    expect(body).toContain("- `@team 'x' 49 ");
    expect(body).toContain('- and 10 more');
    expect(body.replaceAll(/`[^`]*`/gu, '')).not.toContain('@');
  });
});

describe('the repository behind a remote', () => {
  it.each([
    ['https://github.com/acme/registry.git', 'acme/registry'],
    ['https://github.com/acme/registry/', 'acme/registry'],
    ['https://user:secret@github.com/acme/registry', 'acme/registry'],
    ['git@github.com:acme/registry.git', 'acme/registry'],
    ['ssh://git@github.com/acme/registry.git', 'acme/registry'],
    ['https://github.com.evil.example/acme/registry.git', undefined],
    ['https://evil.example/github.com/acme.git', undefined],
    ['git@evil.example:acme/registry.git', undefined],
    ['https://github.com/acme/group/registry.git', undefined],
    ['https://github.com:444/acme/registry.git', undefined],
    ['/srv/registry.git', undefined],
    ['../registry', undefined],
    ['', undefined],
  ])('%j is %j', (address, repository) => {
    expect(repositoryAt('https://github.com', address)).toBe(repository);
  });

  it('leads to a page of the browser, and to none elsewhere', () => {
    const place = {
      ...{ folder: '.', remote: 'origin', server: 'https://github.com', base: 'main', baseCommit: '' },
      ...{ current: 'main', hasToken: false },
    };
    expect(
      proposalAddress({ ...place, pushTo: 'me/registry', repository: 'acme/registry' }, 'hyper/a@1?x#y'),
    ).toBe('https://github.com/acme/registry/compare/main...me%3Ahyper/a%401%3Fx%23y?expand=1');
    expect(proposalAddress({ ...place, pushTo: null, repository: null }, 'x')).toBeNull();
  });
});
