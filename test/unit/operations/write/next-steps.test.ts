import { expect, it } from 'vitest';
import { furtherSteps } from '../../../../src/operations/write/next-steps.ts';

const STATE = 'namespaces/org/acme/parser/artifact.yaml';
const edits = [{ path: STATE, before: undefined, after: new Uint8Array() }];
const step = { plan: { summary: 'Yank it' }, edits, mode: 'commit' as const, unsigned: [STATE] };

it.each([
  [{ branch: 'main', isElsewhere: false, isProposed: false }, `hyper sign ${STATE} --key KEY`],
  [
    { branch: 'a b', isElsewhere: true, isProposed: true },
    `git switch 'a b' && hyper sign ${STATE} --key KEY`,
  ],
])('has a change signed on the branch where it is: %j', (where, command) => {
  expect(furtherSteps({ ...step, ...where })[0]?.command).toBe(command);
});
