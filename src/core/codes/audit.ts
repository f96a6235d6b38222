import type { CodeEntry } from './code-entry.ts';

/** Codes of the audit. */
export const AUDIT_CODES = {
  HYPER_AUDIT_TRAILER_FALSE: {
    exit: 1,
    title: 'a commit that says what it does not do',
    explanation:
      'The trailers of a commit (Hyper-Operation, Hyper-Target, Hyper-Actor) claim an act that its content does not show, or an actor who is neither its author nor its committer. The audit tells what the content shows.',
    fix: 'Look at the commit (git show COMMIT) and ask who made it; trailers cannot be mended, history stays.',
  },
  HYPER_AUDIT_REWRITE: {
    exit: 1,
    title: 'a published release was changed',
    explanation:
      'A commit changed or removed a release after it was published, or took away its signatures or a tombstone. Whoever resolved it before has other bytes than whoever does now.',
    fix: 'Put the file back as it was (git show COMMIT^:PATH), and let hyper ci judge every change before it lands.',
  },
  HYPER_AUDIT_FORKED: {
    exit: 4,
    title: 'a history that was rewritten',
    explanation:
      'hyper audit --follow had read the branch up to a commit that the branch does not hold any more: somebody moved it back or to another history.',
    fix: 'Compare with another clone, and ask who pushed with force; the branch of a registry only ever grows.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
