import { toOneLine } from '../../core/index.ts';
import { parseNamespacePath, isWithin } from '../../names/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedArtifact } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';
import type { Neighbour, NameIndex } from '../change/name-index.ts';

const WORDS: Readonly<Record<Neighbour['why'], string>> = {
  folded: 'the same but for dashes',
  confusable: 'the same to the eye',
  edit: 'a slip of the finger away',
  swapped: 'made of the same words',
};

/** A new name that could be taken for another is looked at by a person (ATTACKS N01, N02, N03, N06). */
export const nameLikenessRule: ChangeRule = {
  id: 'name-likeness',
  family: 'name',
  severity: 'human',
  since: '0.2.0',
  isSkippable: true,
  summary: 'A new artifact has a name that nobody takes for the name of somebody else.',
  explanation:
    'Names one letter away from a known one are how people are led to the wrong package. Honest names are near to others too, about one in sixteen, so nothing is refused: a maintainer of the registry looks at the neighbours and decides. Names of the same top namespace do not count.',
  codes: ['HYPER_NAME_LIKENESS', 'HYPER_NAME_RESERVED_PREFIX'],
  *check({ artifacts, names, control }: ChangeSubject): Iterable<ChangeFinding> {
    if (names === undefined) return;
    const prefixes = control.registry.settings?.reservedPrefixes ?? [];
    for (const artifact of artifacts.values()) {
      if (artifact.before.releases.size > 0 || artifact.tip.releases.size > 0) continue;
      const file = artifact.files.find(({ role, status }) => role.kind === 'release' && status === 'added');
      if (file === undefined) continue;
      const decision = { capability: 'registry:admin', namespace: '', count: 1, mayBeAuthor: true };
      const prefix = prefixes.find((one) => artifact.name.startsWith(one));
      if (prefix !== undefined) {
        const message = `names that begin with "${toOneLine(prefix)}" are kept for the registry`;
        const said = {
          code: 'HYPER_NAME_RESERVED_PREFIX',
          message,
          hint: 'take another name, or ask an admin',
          severity: 'warning',
        } as const;
        yield { ...findingAt(file, said, ['name']), decision };
      }
      const near = strangersNear(artifact, names);
      if (near.length === 0) continue;
      const message = `the new name "${toOneLine(artifact.name)}" is like ${near.map(describe).join(', ')}`;
      const hint = 'a maintainer of the registry decides; another name needs nobody';
      const said = { code: 'HYPER_NAME_LIKENESS', message, hint, severity: 'warning' } as const;
      yield { ...findingAt(file, said, ['name']), decision };
    }
  },
};

function strangersNear({ name, namespace }: ChangedArtifact, names: NameIndex): readonly Neighbour[] {
  return names.neighboursOf(name).filter(({ reference }) => !isSameHouse(namespace, reference));
}

/** Whether an artifact lies below the same owner: who owns both fools nobody. */
function isSameHouse(namespace: string, reference: string): boolean {
  const other = parseNamespacePath(reference.slice(0, reference.lastIndexOf('/')));
  const own = parseNamespacePath(namespace);
  if (!own.ok || !other.ok) return false;
  const top = (path: string): string => path.split(/[./]/u).slice(0, 2).join('.');
  return (
    isWithin(own.value, other.value) ||
    isWithin(other.value, own.value) ||
    top(own.value) === top(other.value)
  );
}

function describe({ reference, why }: Neighbour): string {
  return `"${toOneLine(reference)}" (${WORDS[why]})`;
}
