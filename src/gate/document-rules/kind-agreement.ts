import type { Diagnostic } from '../../core/index.ts';
import { toOneLine } from '../../core/index.ts';
import { kindOf } from '../kind-of.ts';
import type { DocumentRule } from '../rule.ts';

const NONE: readonly Diagnostic[] = [];

/** A file holds the kind of manifest that its path says (SPEC section 2). */
export const kindAgreementRule: DocumentRule = {
  id: 'kind-agreement',
  family: 'path',
  summary: 'A file holds the kind of manifest that its path says.',
  codes: ['HYPER_KIND_MISPLACED'],
  check({ role, fields, document }) {
    const expected = kindOf(role);
    const kind = fields['kind'];
    if (expected === undefined || kind === expected || typeof kind !== 'string') return NONE;
    const message = `expected kind "${expected}" at this path, got "${toOneLine(kind)}"`;
    const span = document.locate(['kind']);
    return [{ code: 'HYPER_KIND_MISPLACED', severity: 'error', span, message, hint: `kind: ${expected}` }];
  },
};
