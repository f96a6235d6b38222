import { CHANGE_RULES } from '../change-rule-table.ts';
import type { ChangeFinding } from './change-rule.ts';
import type { ChangeSubject } from './change-subject.ts';

/** Every finding of every rule about the change, in the order of the rules. Pure. */
export function judgeChange(subject: ChangeSubject): ChangeFinding[] {
  const found: ChangeFinding[] = [];
  for (const rule of CHANGE_RULES) {
    for (const finding of rule.check(subject)) found.push(finding);
  }
  return found;
}
