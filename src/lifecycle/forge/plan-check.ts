import { digestHex, fileOfDiagnostic } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { Annotation, CheckConclusion, NewCheck } from './forge.ts';
import type { Standing } from './plan-labels.ts';

/** The name of the check that the trusted half leaves at the head of a pull request. */
const CHECK_NAME = 'hyper';

/** GitHub's limits of one annotation and of the summary, in characters, with room for the cut. */
const MAX_MESSAGE_UNITS = 60_000;
const MAX_SUMMARY_UNITS = 60_000;
/** Annotations beyond this are counted in the summary alone. */
const MAX_ANNOTATIONS = 1000;

const CONCLUSIONS: Readonly<Record<Standing, CheckConclusion>> = {
  pass: 'success',
  findings: 'failure',
  untrusted: 'failure',
  'needs-human': 'action-required',
  // Neither green, which would let it in, nor red, which would blame the author.
  error: 'action-required',
};

const TITLES: Readonly<Record<Standing, string>> = {
  pass: 'passed',
  findings: 'refused',
  untrusted: 'refused: a signature does not hold',
  'needs-human': 'a person must decide',
  error: 'hyper could not judge this; the change is not to blame',
};

const LEVELS: Readonly<Record<Diagnostic['severity'], Annotation['level']>> = {
  error: 'failure',
  warning: 'warning',
  info: 'notice',
};

export interface CheckInput {
  readonly commit: string;
  readonly standing: Standing;
  readonly diagnostics: readonly Diagnostic[];
  readonly markdown: string;
  /** The registry's folder in the repository: empty, or with a slash at its end. */
  readonly prefix: string;
}

/** The check for an outcome, with a remark at each finding that has a place. Pure. */
export function planCheck({ commit, standing, diagnostics, markdown, prefix }: CheckInput): NewCheck {
  const annotations = diagnostics.flatMap((each) => toAnnotation(each, prefix)).slice(0, MAX_ANNOTATIONS);
  return {
    name: CHECK_NAME,
    commit,
    conclusion: CONCLUSIONS[standing],
    externalId: `${standing}:${digestHex(JSON.stringify([markdown, annotations])).slice(0, 32)}`,
    title: TITLES[standing],
    summary: markdown.slice(0, MAX_SUMMARY_UNITS),
    annotations,
  };
}

function toAnnotation(diagnostic: Diagnostic, prefix: string): Annotation[] {
  const { code, severity, message, span, hint } = diagnostic;
  const file = fileOfDiagnostic(diagnostic);
  if (file === undefined) return [];
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return [
    {
      path: `${prefix}${file}`,
      startLine: span?.start.line ?? 1,
      endLine: Math.max(span?.start.line ?? 1, span?.end.line ?? 1),
      level: LEVELS[severity],
      title: code,
      message: text.slice(0, MAX_MESSAGE_UNITS),
    },
  ];
}
