import { describe, expect, it } from 'vitest';
import { checkPolicies, declaredPolicies, policiesInForce } from '../../../src/policy/index.ts';
import { namespace, registryText } from '../../build/manifests.ts';
import { policyWith, ruleText } from '../../build/policies.ts';
import { AT, pathOf, snapshotOf } from '../../build/snapshots.ts';

const PATH = 'namespaces/org/acme/policies/test-policy.yaml';
const RULE = ruleText('{target: artifact, field: name, operator: equals, value: x}');
const override = (policy: string, enforcement: string): string =>
  `policies:\n  overrides:\n    - policy: ${policy}\n      enforcement: ${enforcement}\n`;

async function found(files: Readonly<Record<string, unknown>>): Promise<string[]> {
  const faults = await checkPolicies(await snapshotOf(files), AT);
  return faults.map(
    ({ code, severity, place }) => `${code} ${severity} ${place.path} ${place.pointer.join('.')}`,
  );
}

describe('policies themselves', () => {
  it('are in order', async () => {
    expect(await found({ ...namespace('org.acme'), [PATH]: policyWith([RULE]) })).toEqual([]);
  });

  it('are told where they cannot be run', async () => {
    const broken = policyWith(
      [RULE.replace('operator: equals, value: x', "operator: matches, value: '('")],
      'scope: {namespaces: ["org.a*"]}\n',
    );
    expect(await found({ ...namespace('org.acme'), [PATH]: broken })).toEqual([
      `HYPER_POLICY_BROKEN error ${PATH} scope.namespaces.0`,
      `HYPER_POLICY_BROKEN error ${PATH} rules.0.condition.value`,
    ]);
    const unknown = 'settings:\n  defaultPolicies:\n    - no-secrets\n    - no-such\n';
    expect(await found({ 'registry.yaml': registryText(unknown) })).toEqual([
      'HYPER_POLICY_BROKEN error registry.yaml settings.defaultPolicies.1',
    ]);
  });

  it('have exceptions within their reach, that end (O13)', async () => {
    const exceptions = (target: string, day: string): string =>
      policyWith(
        [RULE],
        `exceptions:\n  - {target: ${target}, reason: Why not., expiresAt: "2026-${day}T00:00:00Z"}\n`,
      );
    const of = (text: string): Promise<string[]> => found({ ...namespace('org.acme'), [PATH]: text });
    expect(await of(exceptions('org.acme.tools', '12-01'))).toEqual([]);
    expect(await of(exceptions('org.acme', '12-01'))).toEqual([
      `HYPER_POLICY_EXCEPTION_WIDE error ${PATH} exceptions.0.target`,
    ]);
    expect(await of(exceptions('org.acme-x/tool', '12-01'))).toEqual([
      `HYPER_POLICY_EXCEPTION_WIDE error ${PATH} exceptions.0.target`,
    ]);
    expect(await of(exceptions('org.acme/tool', '06-01'))).toEqual([
      `HYPER_POLICY_EXCEPTION_ENDED warning ${PATH} exceptions.0.expiresAt`,
    ]);
  });

  it('are overridden only to be tightened, and only where they come from above', async () => {
    const below = (text: string): Promise<string[]> =>
      found({ ...namespace('org.acme'), [PATH]: policyWith([RULE]), ...namespace('org.acme.tools', text) });
    const place = 'namespaces/org/acme/tools/namespace.yaml policies.overrides.0';
    expect(await below(override('test-policy', 'mandatory'))).toEqual([]);
    expect(await below(override('test-policy', 'disabled'))).toEqual([
      `HYPER_POLICY_LOOSENED error ${place}`,
    ]);
    expect(await below(override('other', 'disabled'))).toEqual([
      `HYPER_POLICY_OVERRIDE_UNKNOWN error ${place}`,
    ]);
  });
});

describe('policies in force', () => {
  const rows = async (files: Readonly<Record<string, unknown>>, where: string): Promise<string[]> =>
    policiesInForce(await snapshotOf(files, { mayHaveFaults: true }), pathOf(where)).map(
      ({ id, from = 'registry', enforcement, policy }) =>
        `${id} ${from} ${enforcement} ${policy === undefined ? 'unread' : 'read'}`,
    );

  it('come from the registry, then from the top', async () => {
    const files = {
      'registry.yaml': registryText('settings:\n  defaultPolicies:\n    - no-secrets\n    - no-such\n'),
      ...namespace('org.acme'),
      [PATH]: policyWith([RULE]),
      ...namespace('org.acme.tools', override('test-policy', 'disabled')),
    };
    expect(await rows(files, 'org.acme.tools')).toEqual([
      'no-such registry mandatory unread',
      'no-secrets registry mandatory read',
      'test-policy org.acme mandatory read',
    ]);
  });

  it('are declared as registry.yaml has them, whatever a namespace makes of them', async () => {
    const snapshot = await snapshotOf({
      'registry.yaml': registryText('settings:\n  defaultPolicies:\n    - licence-allow-list\n'),
      ...namespace('org.acme', override('licence-allow-list', 'mandatory')),
    });
    const [inForce] = policiesInForce(snapshot, pathOf('org.acme'));
    expect(inForce).toMatchObject({ enforcement: 'mandatory', overriddenBy: 'org.acme' });
    for (const namespaces of [undefined, ['org.acme'], []]) {
      expect(declaredPolicies(snapshot, namespaces)).toMatchObject([
        { id: 'licence-allow-list', enforcement: 'advisory', overriddenBy: undefined },
      ]);
    }
  });

  it('refuse where one of them, or a namespace on the way, cannot be read (O14)', async () => {
    const files = {
      ...namespace('org.acme'),
      [PATH]: 'apiVersion: hyper/v1\nkind: Policy\nid: test-policy\n',
      'namespaces/org/acme/tools/namespace.yaml': 'apiVersion: hyper/v1\n',
      ...namespace('org.acme.tools.below'),
      'namespaces/org/orphan/policies/lonely.yaml': policyWith([RULE]).replace('test-policy', 'lonely'),
    };
    expect(await rows(files, 'org.acme')).toEqual(['test-policy org.acme mandatory unread']);
    expect(await rows(files, 'org.acme.tools.below')).toEqual([
      'test-policy org.acme mandatory unread',
      'namespace org.acme.tools mandatory unread',
    ]);
    expect(await rows(files, 'org.orphan')).toEqual(['namespace org.orphan mandatory unread']);
  });
});
