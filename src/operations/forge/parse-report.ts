import { CODES, HyperError, isJsonObject, parseJsonObject } from '../../core/index.ts';
import type { Code, Diagnostic, JsonObject, JsonValue } from '../../core/index.ts';
import type { ChangeFact } from '../../gate/index.ts';
import { withRule } from '../ci/conclude-ci.ts';
import type { CiCounts, CiData, OpenDecision } from '../ci/ci-data.ts';
import type { ReadReport } from './forge-context.ts';

/** Beyond these a report is no report of ours: the job that wrote it may have been a stranger's (ATTACKS C06). */
const MAX_REPORT_UNITS = 8 * 1024 * 1024;
const MAX_ENTRIES = 20_000;
const MAX_TEXT_UNITS = 8192;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
const STANDINGS = ['pass', 'findings', 'untrusted', 'needs-human', 'error'] as const;
const SEVERITIES = ['error', 'warning', 'info'] as const;
const COUNTS = [
  'added',
  'changed',
  'removed',
  'outside',
  'rules',
  'errors',
  'warnings',
  'blobsRead',
  'foldersRead',
] as const;
const FACTS: readonly ChangeFact['kind'][] = [
  'release-published',
  'release-changed',
  'release-removed',
  'state',
  'pointer',
  'redirect',
  'signature',
  'namespace',
  'grant',
  'key',
  'policy',
  'registry',
  'trust',
  'file',
];

/**
 * Reads the JSON that `hyper ci` printed, as if a stranger had written it: sizes are capped, every value is of its known
 * shape, and nothing else is carried over. Pure. Errors: `HYPER_FORGE_REPORT`.
 */
export function parseReport(text: string): ReadReport {
  const value = parseJsonObject(text, MAX_REPORT_UNITS, invalid);
  const standing = oneOf(value, 'outcome', STANDINGS);
  const diagnostics = listIn(value, 'diagnostics').map(toDiagnostic);
  if (standing === 'error') return { standing, diagnostics, data: null };
  return { standing, diagnostics, data: toData(objectIn(value, 'data')) };
}

function toDiagnostic(value: JsonObject): Diagnostic {
  const code = textIn(value, 'code');
  if (!Object.hasOwn(CODES, code)) throw invalid('it has a code that there is none of');
  const span = isJsonObject(value['span']) ? toSpan(value['span']) : undefined;
  const [path, file] = [optionalText(value, 'path'), optionalText(value, 'file')];
  const hint = optionalText(value, 'hint');
  return withRule({
    code: code as Code,
    severity: oneOf(value, 'severity', SEVERITIES),
    message: textIn(value, 'message'),
    ...(path === undefined ? {} : { path }),
    ...(file === undefined ? {} : { file }),
    ...(span === undefined ? {} : { span }),
    ...(hint === undefined ? {} : { hint }),
  });
}

function toSpan(value: JsonObject): NonNullable<Diagnostic['span']> {
  const [start, end] = [objectIn(value, 'start'), objectIn(value, 'end')].map((position) => ({
    offset: numberIn(position, 'offset'),
    line: numberIn(position, 'line'),
    column: numberIn(position, 'column'),
  }));
  if (start === undefined || end === undefined) throw invalid('a span has no two ends');
  return { start, end };
}

function toData(value: JsonObject): CiData {
  const event = value['event'] === null ? null : objectIn(value, 'event');
  const counts = objectIn(value, 'counts');
  return {
    target: commitIn(value, 'target'),
    head: commitIn(value, 'head'),
    mergeBases: textsIn(value, 'mergeBases'),
    event:
      event === null
        ? null
        : {
            name: textIn(event, 'name'),
            number: event['number'] === null ? null : numberIn(event, 'number'),
          },
    authors: listIn(value, 'authors').map(toAccount),
    approvals: listIn(value, 'approvals').map(toAccount),
    changes: listIn(value, 'changes').map((fact) => ({
      kind: oneOf(fact, 'kind', FACTS),
      subject: textIn(fact, 'subject'),
      text: textIn(fact, 'text'),
      details: textsIn(fact, 'details'),
    })),
    decisions: listIn(value, 'decisions').map(toDecision),
    impact: listIn(value, 'impact').map(toImpact),
    skips: listIn(value, 'skips').map((skip) => ({
      rule: textIn(skip, 'rule'),
      target: textIn(skip, 'target'),
      reason: textIn(skip, 'reason'),
      expiresAt: textIn(skip, 'expiresAt'),
      status: oneOf(skip, 'status', ['used', 'unused', 'ended', 'refused']),
    })),
    prefix: textIn(value, 'prefix'),
    counts: Object.fromEntries(COUNTS.map((name) => [name, numberIn(counts, name)])) as unknown as CiCounts,
    next: textsIn(value, 'next'),
  };
}

function toDecision(value: JsonObject): OpenDecision {
  return {
    code: textIn(value, 'code'),
    path: optionalText(value, 'path') ?? null,
    capability: textIn(value, 'capability'),
    namespace: optionalText(value, 'namespace') ?? null,
    needed: numberIn(value, 'needed'),
    given: listIn(value, 'given').map(toAccount),
  };
}

function toImpact(value: JsonObject): CiData['impact'][number] {
  return {
    kind: oneOf(value, 'kind', ['changed', 'broken', 'mended']),
    artifact: textIn(value, 'artifact'),
    version: textIn(value, 'version'),
    changes: listIn(value, 'changes').map((change) => ({
      artifact: textIn(change, 'artifact'),
      from: optionalText(change, 'from') ?? null,
      to: optionalText(change, 'to') ?? null,
    })),
  };
}

function toAccount(value: JsonObject): { readonly id: number; readonly login: string } {
  return { id: numberIn(value, 'id'), login: textIn(value, 'login') };
}

function ownValue(value: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function objectIn(value: JsonObject, name: string): JsonObject {
  const found = ownValue(value, name);
  if (isJsonObject(found)) return found;
  throw invalid(`"${name}" is no object`);
}

function listIn(value: JsonObject, name: string): JsonObject[] {
  const found = ownValue(value, name);
  if (!Array.isArray(found) || found.length > MAX_ENTRIES)
    throw invalid(`"${name}" is no list, or a very long one`);
  return (found as readonly JsonValue[]).map((one) => {
    if (isJsonObject(one)) return one;
    throw invalid(`"${name}" holds something else than objects`);
  });
}

function textsIn(value: JsonObject, name: string): string[] {
  const found = ownValue(value, name);
  if (!Array.isArray(found) || found.length > MAX_ENTRIES)
    throw invalid(`"${name}" is no list, or a very long one`);
  return (found as readonly JsonValue[]).map((one) => toBoundedText(one, name));
}

function textIn(value: JsonObject, name: string): string {
  return toBoundedText(ownValue(value, name), name);
}

function optionalText(value: JsonObject, name: string): string | undefined {
  const found = ownValue(value, name);
  return found === undefined || found === null ? undefined : toBoundedText(found, name);
}

function toBoundedText(value: JsonValue | undefined, name: string): string {
  if (typeof value === 'string' && value.length <= MAX_TEXT_UNITS) return value;
  throw invalid(`"${name}" is no text, or a very long one`);
}

function commitIn(value: JsonObject, name: string): string {
  const commit = textIn(value, name);
  if (COMMIT.test(commit)) return commit;
  throw invalid(`"${name}" is no commit id`);
}

function numberIn(value: JsonObject, name: string): number {
  const found = ownValue(value, name);
  if (typeof found === 'number' && Number.isSafeInteger(found) && found >= 0) return found;
  throw invalid(`"${name}" is no number`);
}

function oneOf<Word extends string>(value: JsonObject, name: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === ownValue(value, name));
  if (found !== undefined) return found;
  throw invalid(`"${name}" is none of ${words.join(', ')}`);
}

function invalid(why: string): HyperError {
  return new HyperError('HYPER_FORGE_REPORT', `the report is not one of hyper ci: ${why}`, {
    hint: 'give what hyper ci --output json printed',
  });
}
