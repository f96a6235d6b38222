import { CODES } from '../src/core/index.ts';
import { LINT_RULES } from '../src/gate/index.ts';

const HEAD = `# Advice

Written by \`npm run generate\` from the rules themselves. \`hyper validate\` says what is wrong; \`hyper lint\` says what is valid and
could be better.

\`\`\`sh registry-example
hyper lint namespaces/org/acme/security
hyper lint --changed HEAD
hyper lint --fix --dry-run
hyper explain key-order
\`\`\`

- Looked at are drafts, the latest release of each artifact, and namespaces, policies, states and \`registry.yaml\`: \`--all\` adds every
  older release, \`--changed BASE\` takes only what differs from a revision, \`--at REV\` reads another time.
- A warning makes the exit status 1; notes (\`info\`) do not. The report has every form that \`hyper validate\` has: \`--output
  json|sarif|github|markdown\` and so on.
- \`--fix\` writes what a machine can mend, in drafts and in files that are not committed as they are (with \`--changed BASE\`: that differ
  from it). What is published never changes, and what is signed would lose its signature: both are left. Every comment stays; a mend
  that would change what a manifest says, beyond an equal spelling, is not made. \`--dry-run\` shows the difference, \`--commit\`,
  \`--branch\` and \`--sign\` are those of all commands that write.

`;

/** `docs/lint.md`: every rule of lint, from the table that the program itself has. Pure. */
export function generateLint(): string {
  const rows = LINT_RULES.map(
    ({ id, severity, mend }) => `| [${id}](#${id}) | ${severity} | ${mend === undefined ? 'no' : 'yes'} |`,
  );
  const bodies = LINT_RULES.flatMap(({ id, code }) => {
    const { title, explanation, fix } = CODES[code];
    return ['', `## ${id}`, '', `\`${code}\`: ${title}.`, '', `${explanation} ${fix}`];
  });
  return `${HEAD}${['| rule | severity | mended by \`--fix\` |', '| --- | --- | --- |', ...rows, ...bodies].join('\n')}\n`;
}
