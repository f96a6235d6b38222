import { hasEnded } from '../../access/index.ts';
import type { Code } from '../../core/index.ts';
import type { RegistryManifest } from '../../manifest/index.ts';
import { CHANGE_RULES } from '../change-rule-table.ts';
import { EXAMINED_RULES } from '../examined-rules.ts';
import type { ChangeFinding } from '../change/change-rule.ts';

/** A skip of the merge base, as every report shows it (ATTACKS O13). */
export interface AppliedSkip {
  readonly rule: string;
  /** A path of the registry, or a folder with a slash at its end. */
  readonly target: string;
  readonly reason: string;
  readonly expiresAt: string;
  /** `used`: it left findings out; `ended`: its time is over; `refused`: the rule allows none, or there is no such rule. */
  readonly status: 'used' | 'unused' | 'ended' | 'refused';
}

/** Leaves out what skips of the merge base cover: rules that allow it alone, until they end. Pure. */
export function applySkips(
  found: readonly ChangeFinding[],
  registry: RegistryManifest,
  at: Date,
): { readonly found: readonly ChangeFinding[]; readonly skips: readonly AppliedSkip[] } {
  const rules = new Map([...CHANGE_RULES, ...EXAMINED_RULES].map((rule) => [rule.id, rule] as const));
  const used = new Set<number>();
  const skips = (registry.settings?.skips ?? []).map((skip) => {
    const rule = rules.get(skip.rule);
    const isAllowed = rule?.isSkippable === true;
    const codes: ReadonlySet<Code> = new Set(isAllowed && !hasEnded(skip.expiresAt, at) ? rule.codes : []);
    return { skip, isAllowed, codes };
  });
  const kept = found.map((finding): ChangeFinding => {
    const number = skips.findIndex(
      ({ skip, codes }) => codes.has(finding.code) && covers(skip.target, finding.path),
    );
    const reason = skips[number]?.skip.reason;
    if (reason === undefined) return finding;
    used.add(number);
    const { decision, ...rest } = finding;
    return {
      ...rest,
      severity: 'info',
      message: `${finding.message}; skipped: ${reason}${decision === undefined ? '' : ' (nobody has to decide)'}`,
    };
  });
  return {
    found: kept,
    skips: skips.map(({ skip, isAllowed }, number) => {
      const { rule, target, reason, expiresAt } = skip;
      const status = !isAllowed
        ? 'refused'
        : hasEnded(expiresAt, at)
          ? 'ended'
          : used.has(number)
            ? 'used'
            : 'unused';
      return { rule, target, reason, expiresAt, status };
    }),
  };
}

/** By whole parts of a path, so that a skip of `acme/` says nothing of `acme-x/`. */
function covers(target: string, path: string | undefined): boolean {
  if (path === undefined) return false;
  return path === target || (target.endsWith('/') && path.startsWith(target));
}
