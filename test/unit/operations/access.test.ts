import { describe, expect, it } from 'vitest';
import { createPolicyContext } from '../../../src/composition-policy.ts';
import { accessExplain } from '../../../src/operations/index.ts';
import type { AccessExplainData, AccessExplainInput } from '../../../src/operations/index.ts';
import { testFacts } from '../../build/registry-context.ts';
import { EXAMPLE } from '../../e2e/run-hyper.ts';

const NOBODY: AccessExplainInput = {
  registry: undefined,
  at: undefined,
  target: undefined,
  as: 'github:1',
  capability: undefined,
  ownsArtifact: false,
  time: undefined,
  ip: undefined,
  userAgent: undefined,
  namespace: undefined,
};

async function explain(
  input: Partial<AccessExplainInput>,
): Promise<{ verdict: string; data: AccessExplainData }> {
  const context = await createPolicyContext({}, testFacts(EXAMPLE));
  return accessExplain.run(context, { ...NOBODY, ...input });
}

/** Who may do one thing there: the verdict and the first reason. */
async function may(
  as: string,
  capability: string,
  target: string,
  more: Partial<AccessExplainInput> = {},
): Promise<string> {
  const { verdict, data } = await explain({ as, capability, target, ...more });
  return `${verdict} ${data.capabilities[0]?.reasons[0]?.effect ?? ''}`;
}

describe('access explain', () => {
  it('names the lines of the grant and of the permission', async () => {
    const { data } = await explain({
      as: 'team:7412258',
      capability: 'artifact:publish',
      target: 'org.acme.production',
    });
    expect(data).toMatchObject({
      target: 'org.acme.production',
      capabilities: [
        {
          capability: 'artifact:publish',
          isAllowed: true,
          reasons: [
            {
              effect: 'allows',
            },
          ],
        },
      ],
    });
    const [reason] = data.capabilities[0]?.reasons ?? [];
    expect(reason?.grant).toMatch(/^namespaces\/org\/acme\/production\/namespace\.yaml:[0-9]+$/u);
    expect(reason?.permission).toMatch(/^registry\.yaml:[0-9]+$/u);
  });

  it('tells every capability where none is asked for, in one order', async () => {
    const { verdict, data } = await explain({ as: 'github:2904417' });
    expect([verdict, data.target]).toEqual(['pass', null]);
    expect(data.capabilities.at(-1)).toMatchObject({ capability: 'registry:admin', isAllowed: true });
  });

  it('knows the state and the visibility of what is asked about', async () => {
    const bot = 'oidc:https://ci.harborline.example.net#pipeline:release';
    expect(await may(bot, 'artifact:publish', 'org.harborline')).toBe('findings denies');
    expect(await may('github:1', 'artifact:read', 'org.acme.platform/gateway')).toMatch(
      /^(?:pass allows|findings)/u,
    );
    expect(await may('team:7412250', 'artifact:delete', 'org.acme.platform/gateway')).toBe(
      'findings does-not-count',
    );
    expect(
      await may('team:7412250', 'artifact:delete', 'org.acme.platform/gateway', { ownsArtifact: true }),
    ).toBe('pass allows');
  });

  it('answers for a namespace that does not exist yet, by whole segments (O05)', async () => {
    expect(await may('team:7412250', 'artifact:publish', 'org.acme.not-yet')).toBe('pass allows');
    expect(await may('team:7412250', 'artifact:publish', 'org.acme-x')).toBe('findings does-not-count');
  });

  it('refuses what is no principal and no capability', async () => {
    await expect(explain({ as: 'octocat' })).rejects.toMatchObject({ code: 'HYPER_ACCESS_PRINCIPAL' });
    await expect(explain({ capability: 'artifact:publsh' })).rejects.toMatchObject({
      code: 'HYPER_ACCESS_CAPABILITY',
      hint: 'did you mean "artifact:publish"?',
    });
  });
});
