import { sortedBy } from '../../core/index.ts';

/** How a pull request stands; `error`: hyper could not tell, which says nothing about the pull request. */
export type Standing = 'pass' | 'findings' | 'untrusted' | 'needs-human' | 'error';

/** The label that stands for each outcome; only one of them is on a pull request. */
const LABELS: Readonly<Record<Exclude<Standing, 'error'>, string>> = {
  pass: 'hyper: passed',
  findings: 'hyper: refused',
  untrusted: 'hyper: refused',
  'needs-human': 'hyper: needs a human',
};

export interface LabelPlan {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Plans the label of an outcome; labels that are not ours stay. Where hyper itself failed, all stay as they are. Pure. */
export function planLabels(current: readonly string[], standing: Standing): LabelPlan {
  if (standing === 'error') return { add: [], remove: [] };
  const wanted = LABELS[standing];
  const ours = sortedBy(new Set(Object.values(LABELS)), (name) => name);
  return {
    add: current.includes(wanted) ? [] : [wanted],
    remove: ours.filter((name) => name !== wanted && current.includes(name)),
  };
}
