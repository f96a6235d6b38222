import { toOneLine } from '../../core/index.ts';
import { isControlPath, planeOf } from '../change/control-path.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** Who may do what is decided in a pull request of its own (ATTACKS C04, O02, O03). */
export const controlAloneRule: ChangeRule = {
  id: 'control-alone',
  family: 'control',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'A change of owners, roles, keys, policies or workflows holds no release, state or content.',
  explanation:
    'Rights are read from the merge base, so a change cannot use what it grants itself. Kept apart, each is judged by those whose matter it is, and nobody overlooks a new owner beside forty releases.',
  codes: ['HYPER_CHANGE_MIXED'],
  *check({ files, outside }: ChangeSubject): Iterable<ChangeFinding> {
    const control = files.filter(({ path, role }) => planeOf(path, role) === 'control');
    const content = files.find(({ path, role }) => planeOf(path, role) === 'content');
    const beyond = outside.filter(({ path }) => isControlPath(path));
    if (content === undefined) return;
    const message = `decides who may do what, beside "${toOneLine(content.path)}", which is content`;
    const hint = 'split it: a pull request for this file and those like it, another for the rest';
    for (const file of control) {
      yield findingAt(file, {
        code: 'HYPER_CHANGE_MIXED',
        message: `"${toOneLine(file.path)}" ${message}`,
        hint,
      });
    }
    for (const { path } of beyond) {
      const text = `"${toOneLine(path)}", outside the registry, ${message}`;
      yield { code: 'HYPER_CHANGE_MIXED', severity: 'error', message: text, hint };
    }
  },
};
