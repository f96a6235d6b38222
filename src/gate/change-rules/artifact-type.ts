import { toOneLine } from '../../core/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

/** One name, one type, for ever (ATTACKS O10). */
export const artifactTypeRule: ChangeRule = {
  id: 'artifact-type',
  family: 'version',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary: 'Every release of an artifact has the type of its first.',
  explanation:
    'Whoever depends on a theme does not expect its next version to be a plugin that runs. A name keeps its type for ever.',
  codes: ['HYPER_TYPE_CHANGED'],
  *check({ artifacts }: ChangeSubject): Iterable<ChangeFinding> {
    for (const { reference, former, files } of artifacts.values()) {
      let type: string | undefined = former?.type;
      for (const file of files) {
        const manifest = file.after?.manifest;
        if (file.role.kind !== 'release' || manifest?.kind !== 'Artifact') continue;
        if (type !== undefined && manifest.type !== type) {
          const message = `"${toOneLine(reference)}" is of the type "${toOneLine(type)}", got "${manifest.type}"`;
          const hint = 'publish it under a name of its own';
          yield findingAt(file, { code: 'HYPER_TYPE_CHANGED', message, hint }, ['type']);
        }
        type ??= manifest.type;
      }
    }
  },
};
