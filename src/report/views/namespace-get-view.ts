import type { NamespaceGetData } from '../../operations/index.ts';
import type { Block, View } from '../view.ts';

/** The namespace, and where each thing that holds in it comes from. */
export const namespaceGetView: View<NamespaceGetData> = {
  findings: 'talk',
  names: ({ path }) => [path],
  blocks(data) {
    const { manifest } = data;
    const fields: [name: string, value: string][] = [
      ['Namespace', data.path],
      ['Description', manifest.description ?? ''],
      ['Owner', manifest.owner ?? ''],
      ['Visibility', data.visibility],
      ['Above', data.ancestors.join(', ')],
      ['Below', data.children.join(', ')],
      ['Labels', data.labels.map(({ name, value, from }) => `${name}=${value} (${from})`).join(', ')],
      ['Artifacts', data.artifacts.join('\n')],
    ];
    const blocks: Block[] = [{ kind: 'fields', fields: fields.filter(([, value]) => value !== '') }];
    if (data.policies.length > 0) blocks.push(policiesOf(data));
    if (data.grants.length > 0) blocks.push(grantsOf(data));
    if (data.quotas.length > 0) blocks.push(quotasOf(data));
    return blocks;
  },
};

function policiesOf({ policies }: NamespaceGetData): Block {
  return {
    kind: 'table',
    columns: [{ title: 'policy' }, { title: 'enforcement' }, { title: 'from' }, { title: 'overridden by' }],
    rows: policies.map((each) => [each.id, each.enforcement, each.from, each.overriddenBy ?? '']),
    empty: '',
  };
}

function grantsOf({ grants }: NamespaceGetData): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'principal', canShrink: true },
      { title: 'role' },
      { title: 'from' },
      { title: 'expires' },
    ],
    rows: grants.map((each) => [each.principal, each.role, each.from, each.expiresAt ?? '']),
    empty: '',
  };
}

function quotasOf({ quotas }: NamespaceGetData): Block {
  return {
    kind: 'table',
    columns: [{ title: 'quota' }, { title: 'limit', align: 'right' }, { title: 'from' }],
    rows: quotas.map((each) => [each.name, String(each.limit), each.from]),
    empty: '',
  };
}
