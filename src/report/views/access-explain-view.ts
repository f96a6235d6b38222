import type { AccessExplainData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

/** Each capability with what decided; every reason where one is asked for. */
export const accessExplainView: View<AccessExplainData> = {
  findings: 'talk',
  blocks({ target, as, capabilities }, detail) {
    const [only] = capabilities;
    const where = target ?? 'the registry';
    if (capabilities.length === 1 && only !== undefined) {
      const answer = `${as} ${only.isAllowed ? 'may' : 'may not'} ${only.capability} in ${where}`;
      return [{ kind: 'lines', lines: [answer] }, reasonsOf(only)];
    }
    const table: Block = {
      kind: 'table',
      columns: [
        { title: 'capability' },
        { title: 'allowed' },
        { title: 'why', canShrink: true },
        { title: 'grant' },
      ],
      rows: capabilities.map(({ capability, isAllowed, reasons: [first] }) => {
        return [capability, isAllowed ? 'yes' : 'no', first?.text ?? '', first?.grant ?? ''];
      }),
      empty: '',
    };
    const blocks: Block[] = [{ kind: 'lines', lines: [`what ${as} may do in ${where}`] }, table];
    return detail === 'wide' ? [...blocks, ...capabilities.map(reasonsOf)] : blocks;
  },
};

function reasonsOf({ capability, reasons }: AccessExplainData['capabilities'][number]): Block {
  return {
    kind: 'table',
    title: capability,
    columns: [
      { title: 'effect' },
      { title: 'why', canShrink: true },
      { title: 'grant' },
      { title: 'permission' },
    ],
    rows: reasons.map(({ effect, text, grant, permission }) => [effect, text, grant ?? '', permission ?? '']),
    empty: '',
  };
}
