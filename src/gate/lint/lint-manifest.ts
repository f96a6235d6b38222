import { canonicalJson, isJsonObject } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { formatCodeFrame, parseDocument } from '../../document/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { LintMend, LintPlace, LintRule, LintSubject } from './lint-rule.ts';
import { LINT_RULES } from './lint-rules.ts';

/** A finding, with the rule that it is of. */
export interface LintAdvice {
  readonly rule: LintRule;
  readonly diagnostic: Diagnostic;
}

/** The subject that some bytes are; undefined where they are no faultless manifest. Faults go to `onFault`. Pure. */
export function toLintSubject(
  path: string,
  bytes: Uint8Array,
  place: LintPlace | undefined,
  onFault: (fault: Diagnostic) => void = () => undefined,
): LintSubject | undefined {
  const parsed = parseDocument(bytes);
  const { document } = parsed;
  const { manifest, diagnostics } =
    document === undefined ? { manifest: undefined, diagnostics: [] } : parseManifest(document);
  for (const fault of [...parsed.diagnostics, ...diagnostics])
    if (fault.severity === 'error') onFault({ ...fault, path });
  if (document === undefined || manifest === undefined || !isJsonObject(document.value)) return undefined;
  return { path, document, fields: document.value, manifest, place };
}

/** All advice about a manifest, in the order of the rules. Pure. */
export function* lintManifest(subject: LintSubject): Iterable<LintAdvice> {
  for (const rule of LINT_RULES) {
    for (const { message, hint, pointer, part } of rule.check(subject)) {
      const { code, severity } = rule;
      const { document, path } = subject;
      const span = pointer === undefined ? undefined : document.locate(pointer, part);
      const frame = span === undefined ? undefined : formatCodeFrame(document.text, span);
      const place = { ...(span === undefined ? {} : { span }), ...(frame === undefined ? {} : { frame }) };
      yield { rule, diagnostic: { code, severity, path, message, hint, ...place } };
    }
  }
}

/**
 * The text with all that can be mended mended, every comment kept. A mend that would not read back as a faultless
 * manifest, or of a text that would mean something else, is left out. Pure.
 */
export function mendManifest(subject: LintSubject): string {
  let current = subject;
  for (const rule of LINT_RULES) {
    if (rule.mend === undefined || [...rule.check(current)].length === 0) continue;
    const text = rule.mend.apply(current);
    const mended = toLintSubject(current.path, new TextEncoder().encode(text), current.place);
    if (mended !== undefined && isSound(rule.mend, current, mended)) current = mended;
  }
  return current.document.text;
}

function isSound(
  { changes }: LintMend,
  { document: old }: LintSubject,
  { document: now }: LintSubject,
): boolean {
  if (changes === 'layout' && canonicalJson(old.value) !== canonicalJson(now.value)) return false;
  const kept = new Set(commentsOf(now.text));
  return commentsOf(old.text).every((line) => kept.has(line));
}

function commentsOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const comment = /^\s*#(?! yaml-language-server:).*?\s*$/u.exec(line);
    return comment === null ? [] : [comment[0].trim()];
  });
}
