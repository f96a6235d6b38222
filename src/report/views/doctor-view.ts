import type { DoctorData } from '../../operations/index.ts';
import type { View } from '../view.ts';

const MARKS = { ok: 'ok', warning: 'warning', problem: 'PROBLEM' } as const;

/** One check a row, then what to do about those that are not well. */
export const doctorView: View<DoctorData> = {
  findings: 'talk',
  blocks({ folder, checks }) {
    const hints = checks.flatMap(({ id, hint }) => (hint === null ? [] : [[id, hint] as const]));
    return [
      { kind: 'lines', lines: [`looked at ${folder}`] },
      {
        kind: 'table',
        columns: [{ title: 'check' }, { title: 'status' }, { title: 'what' }],
        rows: checks.map(({ id, status, message }) => [id, MARKS[status], message]),
        empty: 'nothing to check',
      },
      ...(hints.length === 0 ? [] : [{ kind: 'fields' as const, fields: hints }]),
    ];
  },
};
