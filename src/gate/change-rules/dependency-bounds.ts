import { toOneLine } from '../../core/index.ts';
import type { Dependency } from '../../manifest/index.ts';
import { parseRange } from '../../version/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** A range ends somewhere: versions that do not exist yet were tried by nobody. */
export const dependencyBoundsRule: ChangeRule = {
  id: 'dependency-bounds',
  family: 'dependencies',
  severity: 'error',
  since: '0.2.0',
  isSkippable: true,
  summary: 'Every range of a new release has an upper end.',
  explanation:
    'A release never changes, so a range without an end takes every major version that will ever come, broken or hostile. Write ^1.2.0, or name the highest version that was tried.',
  codes: ['HYPER_DEPENDENCY_UNBOUNDED'],
  *check({ files }: ChangeSubject): Iterable<ChangeFinding> {
    for (const file of files) {
      const manifest = file.status === 'added' ? file.after?.manifest : undefined;
      if (manifest?.kind !== 'Artifact') continue;
      for (const dependency of manifest.dependencies) {
        if (isBounded(dependency)) continue;
        const range = toOneLine(dependency.range);
        const message = `the range "${range}" of "${toOneLine(dependency.artifact)}" has no upper end`;
        const hint = 'write a range such as ^1.2.0';
        yield findingAt(file, { code: 'HYPER_DEPENDENCY_UNBOUNDED', message, hint }, dependency.pointer);
      }
    }
  },
};

/** Whether every way to meet the range has an upper end; tags and channels name one version each. Pure. */
export function isBounded({ range }: Dependency): boolean {
  const parsed = parseRange(range);
  if (!parsed.ok) return true;
  return parsed.value.alternatives.every((all) =>
    all.some(({ operator }) => operator === '<' || operator === '<=' || operator === '='),
  );
}
