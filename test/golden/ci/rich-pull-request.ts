import { ci } from '../../../src/operations/index.ts';
import type { CiData, Outcome } from '../../../src/operations/index.ts';
import {
  approval,
  changeRegistry,
  createChangeRepository,
  pullRequestEvent,
} from '../../build/change-repository.ts';
import { artifactFolder, releasePath, releaseText, stateText } from '../../build/manifests.ts';
import { ciContext } from '../../build/run-ci.ts';

const TOKEN = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const SKIPS =
  '  skips:\n    - rule: dependency-bounds\n      target: namespaces/org/acme/parser/1.2.0.yaml\n      reason: It comes with the weaver.\n      expiresAt: "2026-12-31T00:00:00Z"\n';
const POLICY = 'namespaces/org/acme/policies/licence-and-description.yaml';
const POLICY_TEXT = `apiVersion: hyper/v1
kind: Policy
id: licence-and-description
name: Licences that may be used
enforcement: mandatory
rules:
  - id: licence-known
    type: validation
    severity: high
    condition:
      not:
        target: artifact
        field: metadata.license
        operator: licensed-under
        value: [Apache-2.0, MIT]
    action:
      type: deny
      parameters:
        message: Choose a licence of the list.
`;

/** A pull request with something for every part of a report: what it does, whom it breaks, what is wrong, who must decide. */
export async function judgeRichPullRequest(): Promise<Outcome<CiData>> {
  const files = changeRegistry();
  const base = {
    ...files,
    'registry.yaml': (files['registry.yaml'] ?? '').replace('settings:\n', `settings:\n${SKIPS}`),
    [POLICY]: POLICY_TEXT,
  };
  const repository = createChangeRepository(base);
  const parser = artifactFolder('org.acme/parser');
  const needs = 'dependencies:\n  - artifact: org.globex/weaver\n    version: "*"\n';
  const head = repository.change({
    [releasePath('org.acme/parser', '1.2.0')]: releaseText('org.acme/parser', '1.2.0', needs),
    [releasePath('org.acme/parser', '1.1.0')]: { replace: ['license: MIT', 'license: GPL-3.0-only'] },
    [`${parser}/artifact.yaml`]: stateText(
      'org.acme/parser',
      'tags:\n  stable: "1.2.0"\nreleases:\n  "1.0.0":\n    state: published\n    yanked:\n      at: "2026-05-01T00:00:00Z"\n      reason: It leaks | @octocat <b>now</b>.\n',
    ).replace('revision: 1', 'revision: 2'),
    [`${parser}/README.md`]: `# Parser\n\nLog in with ${TOKEN}\n`,
    [releasePath('org.acme/weavr', '1.0.0')]: releaseText('org.acme/weavr', '1.0.0').replace(
      'license: MIT',
      'license: "::set-output name=a::b"',
    ),
  });
  const event = pullRequestEvent(repository.base, head, { author: 6, reviews: [approval(4, head)] });
  const nothing = { registry: undefined, base: undefined, head: undefined, as: undefined, isRatchet: false };
  const outcome = await ci.run(await ciContext(repository.folder, event), {
    ...nothing,
    event: 'event.json',
  });
  // How many rules there are and what they read changes with every rule, and is no matter of formats.
  const counts = { ...outcome.data.counts, rules: 40, blobsRead: 20, foldersRead: 20 };
  return { ...outcome, data: { ...outcome.data, counts } };
}
