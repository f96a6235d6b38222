import { describe, expect, it } from 'vitest';
import { keepersNotice } from '../../../../src/catalog/site/pages/state-notices.ts';
import type { PublishedArtifact } from '../../../../src/catalog/model/published-artifact.ts';
import { audit, downgrade, registryGet, registryUpdate, upgrade } from '../../../../src/operations/index.ts';
import { changeRegistry, pullRequestEvent } from '../../../build/change-repository.ts';
import { testContext, validateFolder } from '../../../build/registry-context.ts';
import { runCi } from '../../../build/run-ci.ts';
import { NO_FIELDS, createWriteWorld } from '../../../build/write-world.ts';
import type { WriteWorld } from '../../../build/write-world.ts';

const PARSER = 'org.acme/parser';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const COMMENTED = `# Kept by hand.
apiVersion: hyper/v1 # the format
kind: ArtifactState
namespace: org.acme
name: parser
revision: 1
tags:
  stable: "1.1.0" # what most should take
`;
const UPDATE = {
  ...NO_FIELDS,
  ...{ content: undefined, mediaType: undefined, uri: undefined, readme: undefined, changelog: undefined },
} as const;

function world(state = COMMENTED): WriteWorld {
  return createWriteWorld({ ...changeRegistry(), [STATE]: state });
}

const IT = { reference: PARSER, to: undefined } as const;

describe('upgrade and downgrade', () => {
  it('change the format alone, keep every comment, and give the same bytes back but for the revision', async () => {
    const at = world();
    const up = await at.run(upgrade, { ...IT, mode: 'commit' });
    expect(up).toMatchObject({
      verdict: 'pass',
      isLasting: true,
      data: { operation: 'upgrade', capability: 'artifact:update', facts: { from: 1, to: 2 } },
    });
    expect(at.text(STATE)).toBe(
      COMMENTED.replace('hyper/v1', 'hyper/v2').replace('revision: 1', 'revision: 2'),
    );
    expect(await validateFolder(at.repository.folder)).toMatchObject({ verdict: 'pass', diagnostics: [] });
    await at.run(downgrade, { ...IT, mode: 'commit' });
    expect(at.text(STATE)).toBe(COMMENTED.replace('revision: 1', 'revision: 3'));
    expect(at.repository.git('status', '--porcelain')).toBe('');
  });

  it('are told by the history, with trailers that are true', async () => {
    const at = world();
    await at.run(upgrade, { ...IT, mode: 'commit' });
    await at.run(downgrade, { ...IT, mode: 'commit' });
    const any = { since: undefined, until: undefined, actor: undefined, operations: [], after: undefined };
    const asked = { registry: undefined, namespace: 'org.acme', at: 'HEAD', ...any };
    const { data, diagnostics } = await audit.run(testContext(at.repository.folder), asked);
    expect(diagnostics).toEqual([]);
    expect(data.events.slice(-2)).toMatchObject([
      { operation: 'upgrade', target: PARSER, details: 'format 1 → 2' },
      { operation: 'downgrade', target: PARSER, details: 'format 2 → 1' },
    ]);
  });

  it('show a plan and write nothing, and do nothing where nothing is to do', async () => {
    const at = world();
    const plan = await at.run(upgrade, { ...IT, mode: 'plan' });
    expect(plan.data).toMatchObject({ isDryRun: true, isChanged: true });
    expect(plan.data.files.map(({ path }) => path)).toEqual([STATE]);
    expect(at.text(STATE)).toBe(COMMENTED);
    expect((await at.run(downgrade, IT)).data.isChanged).toBe(false);
    expect((await at.run(upgrade, { ...IT, reference: 'org.globex/weaver' })).data.isChanged).toBe(false);
  });

  it('never touch a release', async () => {
    const at = world();
    const path = 'namespaces/org/acme/parser/1.1.0.yaml';
    const before = at.text(path);
    await at.run(upgrade, IT);
    expect(at.text(path)).toBe(before);
    at.repository.write({ [path]: before.replace('hyper/v1', 'hyper/v2') });
    const { diagnostics } = await validateFolder(at.repository.folder);
    expect(diagnostics.map(({ code }) => code)).toContain('HYPER_API_VERSION_NEWER');
  });

  it('refuse to lose what the earlier format cannot say, and name it with its place', async () => {
    const at = world(COMMENTED.replace('hyper/v1', 'hyper/v2') + 'notice: Moves on.\n');
    const before = at.text(STATE);
    const { verdict, diagnostics, data } = await at.run(downgrade, IT);
    expect(verdict).toBe('findings');
    expect(data.isChanged).toBe(false);
    expect(diagnostics).toMatchObject([
      { code: 'HYPER_DOWNGRADE_LOSS', path: STATE, span: { start: { line: 9, column: 1 } } },
    ]);
    expect(at.text(STATE)).toBe(before);
  });

  it.each([
    [upgrade, 0],
    [upgrade, 3],
    [downgrade, 2],
    [downgrade, 0],
  ])('refuse a format that there is not, or that lies the other way (%#)', async (operation, to) => {
    expect(await world().refusal(operation, { ...IT, to })).toBe('HYPER_MIGRATION_UNKNOWN');
    const later = world(COMMENTED.replace('hyper/v1', 'hyper/v2'));
    expect(await later.refusal(upgrade, { ...IT, to: 1 })).toBe('HYPER_MIGRATION_UNKNOWN');
  });

  it.each([
    [4, 'pass'],
    [3, 'findings'],
    [6, 'findings'],
  ])('need artifact:update at the gate: user %i gets %s', async (author, verdict) => {
    const at = world();
    const base = at.repository.git('rev-parse', 'HEAD');
    await at.run(upgrade, { ...IT, mode: 'commit' });
    const head = at.repository.git('rev-parse', 'HEAD');
    const outcome = await runCi(
      at.repository.folder,
      { base, head },
      pullRequestEvent(base, head, { author }),
    );
    expect(outcome.verdict).toBe(verdict);
  });
});

describe('a notice', () => {
  it('needs the format that brought it, and says which command leads there', async () => {
    const at = world();
    const notice = 'Looking for a keeper.';
    const { diagnostics } = await at.run(registryUpdate, { ...UPDATE, reference: PARSER, notice });
    expect(diagnostics).toMatchObject([
      { code: 'HYPER_FIELD_FORMAT', path: STATE, hint: `hyper upgrade ${PARSER}` },
    ]);
    expect(at.text(STATE)).toBe(COMMENTED);
    await at.run(upgrade, IT);
    expect(await at.refusal(registryUpdate, { ...UPDATE, reference: PARSER, notice })).toBe('none');
    expect(at.text(STATE)).toContain(`notice: ${notice}\n`);
    const got = await registryGet.run(testContext(at.repository.folder), {
      ...{ registry: undefined, at: undefined, namespace: undefined, reference: PARSER },
    });
    expect(got.data.notice).toBe(notice);
    await at.run(registryUpdate, { ...UPDATE, reference: PARSER, notice: '' });
    expect(at.text(STATE)).not.toContain('notice');
    await at.run(registryUpdate, { ...UPDATE, reference: 'org.globex/weaver', notice });
    expect(at.text('namespaces/org/globex/weaver/artifact.yaml')).toContain('apiVersion: hyper/v2');
    expect(await validateFolder(at.repository.folder)).toMatchObject({ verdict: 'pass', diagnostics: [] });
  });

  it('is text on the site, whatever it holds', () => {
    const artifact = { state: { notice: '<script>alert(1)</script>' } } as unknown as PublishedArtifact;
    expect(String(keepersNotice(artifact))).not.toContain('<script>');
  });
});

it('a state of a format that is not there yet is told with a code', async () => {
  const at = world(COMMENTED.replace('hyper/v1', 'hyper/v3'));
  const { diagnostics } = await validateFolder(at.repository.folder);
  expect(diagnostics).toMatchObject([{ code: 'HYPER_API_VERSION_NEWER' }]);
});
