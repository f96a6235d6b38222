import { createPolicyContext } from '../../../../../src/composition-policy.ts';
import { createTestRunContext } from '../../../../../src/composition-write.ts';
import {
  accessExplain,
  audit,
  ci,
  depsConflicts,
  depsImpact,
  diff,
  discover,
  doctor,
  explain,
  lint,
  namespaceGet,
  namespaceList,
  policyExplain,
  policyList,
  policyTest,
  policyTry,
  registryGet,
  registryList,
  search,
  test,
  trustShow,
  trustStatus,
  validate,
  verify,
  versionList,
} from '../../../../../src/operations/index.ts';
import { createDoctorContext } from '../../../../../src/composition.ts';
import { pullRequestEvent } from '../../../../build/change-repository.ts';
import { testContext, testFacts } from '../../../../build/registry-context.ts';
import { ciContext } from '../../../../build/run-ci.ts';
import { signedRegistry } from '../../../../build/signed-registry.ts';
import { trustContext } from '../../../../build/trust-context.ts';
import { ROOT_DIGEST, verifyContext } from '../../../../build/verify-context.ts';
import { READ, call } from './call.ts';
import type { Call, Room } from './call.ts';

const PARSER = 'org.acme/parser';
const NOWHERE = { reference: 'org.acme/nothing' } as const;
const reading = ({ folder }: Room) => testContext(folder);
const policies = ({ folder }: Room) => createPolicyContext({}, testFacts(folder));
const noSite = (): never => {
  throw new Error('no site is asked for');
};

/** Operations that read a registry, and change nothing. */
export const READING_CALLS: readonly Call[] = [
  call(registryList, reading, { ...READ, namespace: undefined }, [
    { namespace: 'Org..acme' },
    'HYPER_NAMESPACE_SEPARATOR',
  ]),
  call(registryGet, reading, { ...READ, reference: PARSER, namespace: undefined }, [
    NOWHERE,
    'HYPER_ARTIFACT_MISSING',
  ]),
  call(versionList, reading, { ...READ, reference: PARSER, namespace: undefined }, [
    NOWHERE,
    'HYPER_ARTIFACT_MISSING',
  ]),
  call(namespaceList, reading, { ...READ, namespace: undefined }, [
    { namespace: 'Org..acme' },
    'HYPER_NAMESPACE_SEPARATOR',
  ]),
  call(namespaceGet, reading, { ...READ, path: 'org.acme' }, [
    { path: 'org.nothing' },
    'HYPER_NAMESPACE_MISSING',
  ]),
  call(
    search,
    (room) => ({ ...reading(room), openSite: noSite }),
    {
      ...{ ...READ, query: 'parser', site: undefined, sort: 'name', facets: 'type', limit: 5 },
      ...{ cursor: undefined, isExplained: true },
    },
    [{ query: 'type:' }, 'HYPER_QUERY_SYNTAX'],
  ),
  call(
    discover,
    reading,
    {
      ...{ ...READ, reference: PARSER, namespace: undefined, parts: [] },
      ...{ to: 'org.acme.tools/runner' },
    },
    [NOWHERE, 'HYPER_ARTIFACT_MISSING'],
  ),
  call(
    diff,
    reading,
    { ...READ, before: `${PARSER}@1.0.0`, after: '@1.1.0', of: undefined, namespace: undefined },
    [{ after: '@7.0.0' }, 'HYPER_RELEASE_MISSING'],
  ),
  call(validate, reading, { ...READ, path: undefined, changedSince: undefined }, [
    { at: 'no-such-branch' },
    'HYPER_REVISION_UNKNOWN',
  ]),
  call(lint, reading, { ...READ, path: undefined, changedSince: undefined, isEvery: false }, [
    { at: 'no-such-branch' },
    'HYPER_REVISION_UNKNOWN',
  ]),
  call(
    test,
    ({ folder }) => createTestRunContext({}, testFacts(folder)),
    {
      ...{ ...READ, target: PARSER, namespace: undefined, isRun: false, names: [] },
      ...{ content: undefined, timeoutSeconds: undefined },
    },
    [{ target: 'org.acme/nothing' }, 'HYPER_ARTIFACT_MISSING'],
  ),
  call(
    ci,
    (room) => {
      const head = room.repository.git('rev-parse', 'HEAD');
      return ciContext(room.folder, pullRequestEvent(head, head, { author: 2 }));
    },
    {
      ...{ registry: undefined, base: 'HEAD', head: 'HEAD', event: 'event.json', as: undefined },
      ...{ isRatchet: false },
    },
    [{ base: 'no-such-branch' }, 'HYPER_REVISION_UNKNOWN'],
  ),
  call(
    audit,
    reading,
    {
      ...{ registry: undefined, namespace: 'org.acme', at: 'HEAD', since: undefined, until: undefined },
      ...{ actor: undefined, operations: [], after: undefined },
    },
    [{ namespace: 'Org..acme' }, 'HYPER_NAMESPACE_SEPARATOR'],
  ),
  call(policyList, policies, { ...READ, namespace: undefined }, [
    { namespace: 'Org..acme' },
    'HYPER_NAMESPACE_SEPARATOR',
  ]),
  call(policyTest, policies, { ...READ, policy: undefined, isShipped: true }, [
    { policy: 'no-such-policy', isShipped: false },
    'HYPER_POLICY_UNKNOWN',
  ]),
  call(policyTry, policies, { ...READ, policy: 'needs-licence', since: undefined, namespace: undefined }, [
    { policy: 'no-such-policy' },
    'HYPER_POLICY_UNKNOWN',
  ]),
  call(policyExplain, policies, { ...READ, target: PARSER, namespace: undefined }, [
    { target: 'org.acme/nothing' },
    'HYPER_ARTIFACT_MISSING',
  ]),
  call(
    accessExplain,
    policies,
    {
      ...{ ...READ, target: 'org.acme', as: 'github:2', capability: undefined, ownsArtifact: false },
      ...{ time: undefined, ip: undefined, userAgent: undefined, namespace: undefined },
    },
    [{ as: 'nobody' }, 'HYPER_ACCESS_PRINCIPAL'],
  ),
  call(depsConflicts, reading, { ...READ, namespace: 'org.acme' }, [
    { namespace: 'Org..acme' },
    'HYPER_NAMESPACE_SEPARATOR',
  ]),
  call(depsImpact, reading, { registry: undefined, range: 'HEAD..HEAD', isAll: false }, [
    { range: 'no-such-branch..HEAD' },
    'HYPER_REVISION_UNKNOWN',
  ]),
  call(
    verify,
    ({ folder }) => verifyContext(folder),
    {
      ...{ registry: undefined, target: PARSER, at: undefined, namespace: undefined },
      ...{ root: ROOT_DIGEST, isForgetting: false },
    },
    [{ target: 'org.acme/nothing' }, 'HYPER_ARTIFACT_MISSING'],
    { files: signedRegistry() },
  ),
  call(
    trustShow,
    ({ folder }) => trustContext(folder),
    READ,
    [{ at: 'no-such-branch' }, 'HYPER_REVISION_UNKNOWN'],
    { files: signedRegistry() },
  ),
  call(
    trustStatus,
    ({ folder }) => trustContext(folder),
    { ...READ, changedSince: undefined },
    [{ changedSince: 'no-such-branch' }, 'HYPER_REVISION_UNKNOWN'],
    { files: signedRegistry() },
  ),
  call(doctor, ({ folder }) => createDoctorContext({}, testFacts(folder)), { registry: undefined }, null),
  call(explain, () => ({}), { code: 'HYPER_YAML_ALIAS' }, [{ code: 'HYPER_NO_SUCH' }, 'HYPER_CODE_UNKNOWN']),
];
