import { canonicalJson, compareText, isJsonObject, toOneLine } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { fanOutOfValue } from '../../registry/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedFile } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';

const OWN_FILES: readonly string[] = ['registry.yaml', 'registry.sigstore.json'];
const OWN_FIELDS: ReadonlySet<string> = new Set(['formatVersion', 'fanOut', 'revision']);

/** A migration moves files and changes none; it comes alone (ATTACKS C04, C16). */
export const migrationAloneRule: ChangeRule = {
  id: 'migration-alone',
  family: 'immutability',
  severity: 'error',
  since: '0.2.0',
  isSkippable: false,
  summary:
    'A change of the format moves files byte for byte, says so in registry.yaml, and holds nothing else.',
  explanation:
    'A migration touches every file of a namespace, so nobody reads it file by file. It is judged as a whole: each file lies where the new format puts it with the bytes that it had, which is no change of a release, and anything else in it is refused.',
  codes: ['HYPER_MIGRATION_MIXED'],
  *check({ files, outside }: ChangeSubject): Iterable<ChangeFinding> {
    const registry = files.find(({ path }) => path === 'registry.yaml');
    if (registry === undefined || !isMigration(registry)) return;
    const hint = 'a pull request for what hyper migrate makes, another for the rest';
    if (restOf(registry.before) !== restOf(registry.after)) {
      const message = 'registry.yaml changes the format and something else';
      yield findingAt(registry, { code: 'HYPER_MIGRATION_MIXED', message, hint });
    }
    for (const file of files) {
      if (OWN_FILES.includes(file.path)) continue;
      const message = `"${toOneLine(file.path)}" changes beside the format of the registry`;
      yield findingAt(file, { code: 'HYPER_MIGRATION_MIXED', message, hint });
    }
    for (const { path } of outside) {
      const message = `"${toOneLine(path)}", outside the registry, changes beside its format`;
      yield { code: 'HYPER_MIGRATION_MIXED', severity: 'error', message, hint };
    }
  },
};

function isMigration({ before, after }: ChangedFile): boolean {
  if (before === undefined || after === undefined) return false;
  const [old, now] = [valueOf(before), valueOf(after)];
  return formatOf(old) !== formatOf(now) || fanOutText(old) !== fanOutText(now);
}

function valueOf(side: ChangedFile['before']): JsonValue | undefined {
  return side?.document?.value;
}

function formatOf(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(value) ? value['formatVersion'] : undefined;
}

function fanOutText(value: JsonValue | undefined): string {
  return [...fanOutOfValue(value)].sort(compareText).join(' ');
}

function restOf(side: ChangedFile['before']): string {
  const value = valueOf(side);
  if (!isJsonObject(value)) return '';
  return canonicalJson(Object.fromEntries(Object.entries(value).filter(([key]) => !OWN_FIELDS.has(key))));
}
