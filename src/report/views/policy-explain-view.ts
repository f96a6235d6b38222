import type { PolicyExplainData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

const MAX_SHOWN_UNITS = 60;

type Explained = PolicyExplainData['policies'][number];
type Rule = Explained['rules'][number];

/** Each policy in force, rule by rule, with what every comparison found. */
export const policyExplainView: View<PolicyExplainData> = {
  findings: 'talk',
  blocks({ reference, path, signature, policies }) {
    const signed = signature.verified ? `verified: ${signature.signers.join(', ')}` : 'none that counts';
    const head: Block = {
      kind: 'fields',
      fields: [
        ['Judged', reference],
        ['File', path],
        ['Signature', signed],
        ['Policies in force', String(policies.length)],
      ],
    };
    return [head, ...policies.flatMap(blocksOf)];
  },
};

function blocksOf(policy: Explained): Block[] {
  const title = `${policy.id} (${policy.enforcement}, from ${policy.from ?? 'registry.yaml'})`;
  if (policy.silence !== null) return [{ kind: 'lines', title, lines: [`says nothing: ${policy.silence}`] }];
  const table: Block = {
    kind: 'table',
    title,
    columns: [
      { title: 'rule' },
      { title: 'outcome' },
      { title: 'field' },
      { title: 'operator' },
      { title: 'wanted', canShrink: true },
      { title: 'found', canShrink: true },
      { title: 'holds' },
    ],
    rows: policy.rules.flatMap(rowsOf),
    empty: 'no rule is about it',
  };
  const patches = policy.rules.flatMap(({ patched }) => patched ?? []);
  const patched = patches.map((text): Block => {
    return { kind: 'lines', title: 'Proposed manifest', lines: text.trimEnd().split('\n'), isCode: true };
  });
  return [table, ...patched];
}

function rowsOf({ id, outcome, checks }: Rule): string[][] {
  if (checks.length === 0) return [[id, outcome, '', '', '', '', '']];
  return checks.map(({ field, operator, wanted, actual, truth }, index) => {
    const first = index === 0 ? [id, outcome] : ['', ''];
    const found = actual === null ? '(nothing)' : shortened(JSON.stringify(actual));
    return [...first, field, operator, shortened(JSON.stringify(wanted)), found, truth];
  });
}

/** JSON output has the whole value. */
function shortened(text: string): string {
  return text.length > MAX_SHOWN_UNITS ? `${text.slice(0, MAX_SHOWN_UNITS)}…` : text;
}
