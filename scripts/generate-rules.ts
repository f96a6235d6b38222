import { CODES } from '../src/core/index.ts';
import { COVERING_RULES, DESCRIBED_RULES } from '../src/gate/index.ts';

const SEVERITIES = { error: 'refuses', human: 'asks a person' } as const;

/** `docs/rules.md`: every rule of the gate with its codes, from the tables that the program itself has. Pure. */
export function generateRules(): string {
  const head = [
    '# The rules of the gate',
    '',
    'Written by `npm run generate` from the rules themselves. `hyper explain RULE` and `hyper explain CODE` say the same at a',
    'terminal; [gate.md](gate.md) says how the gate works.',
    '',
    '| rule | family | what it does | may be skipped | since |',
    '| --- | --- | --- | --- | --- |',
    ...DESCRIBED_RULES.map(
      ({ id, family, severity, isSkippable, since }) =>
        `| [${id}](#${id}) | ${family} | ${SEVERITIES[severity]} | ${isSkippable ? 'yes' : 'no'} | ${since} |`,
    ),
  ];
  const bodies = DESCRIBED_RULES.flatMap(({ id, summary, explanation, codes }) => [
    '',
    `## ${id}`,
    '',
    summary,
    '',
    explanation,
    '',
    testsOf(id),
    ...(codes.length === 0 ? [] : ['']),
    ...codes.map(
      (code) => `- **\`${code}\`**: ${CODES[code].title}. ${CODES[code].explanation} ${CODES[code].fix}`,
    ),
  ]);
  return `${[...head, ...bodies].join('\n')}\n`;
}

function testsOf(id: string): string {
  const covering = COVERING_RULES.find((rule) => rule.id === id);
  return covering === undefined
    ? `Its cases are its tests: \`test/gate/${id}/\`.`
    : `Its tests: \`${covering.tests}\`.`;
}
