import { expect, it } from 'vitest';
import { nearestArtifact } from '../../../src/registry/index.ts';

const KNOWN = [
  'lib.bazel/rules-d',
  'lib.bazel/rules-gazelle',
  'lib.bazel/rules-go',
  'lib.bazel/rules-gx',
  'lib.web/express',
];

it.each([
  ['lib.bazel/rules-g', 'lib.bazel/rules-go'],
  ['lib.bazel/rules-gaz', 'lib.bazel/rules-gazelle'],
  ['lib.bazel/rules-gaz@1.0.0', 'lib.bazel/rules-gazelle'],
  ['lib.bazel/ruels-d', 'lib.bazel/rules-d'],
  ['lib.web/expres', 'lib.web/express'],
  ['lib.bazel/express', 'lib.web/express'],
  ['lib.bazel/exprss', 'lib.web/express'],
  ['lib.bazel/nothing', undefined],
])('takes %s for %s', (reference, expected) => {
  expect(nearestArtifact(reference, KNOWN)).toBe(expected);
});
