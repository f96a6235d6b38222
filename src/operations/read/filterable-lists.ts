import type { RowFields } from '../../search/index.ts';
import type { DepsListData, ListedDependency } from '../deps/deps-list.ts';
import type { DepsOutdatedData, OutdatedRow } from '../deps/deps-outdated.ts';
import type { KeyListData } from '../keys/key-list.ts';
import type { KeyFacts } from '../keys/key-store.ts';
import type { ListedNamespace } from './namespace-list.ts';
import type { ListedPolicy } from '../policy/policy-list.ts';
import type { ListedArtifact } from './registry-list.ts';
import type { FilterableList } from './row-filter.ts';
import type { VersionListData, VersionRow } from '../write/version-list.ts';

/** Fields that the rows have, and no others. */
type FieldsOf<Row> = { readonly [Field in keyof Row]?: RowFields[string] };

/** A list that is nothing but its rows. */
function ofRows<Row extends object>(fields: FieldsOf<Row>): FilterableList<readonly Row[], Row> {
  return { fields: fields as RowFields, narrow: (rows, keeps) => rows.filter(keeps) };
}

export const ARTIFACT_LIST = ofRows<ListedArtifact>({
  ...{ reference: 'text', namespace: 'text', name: 'text', type: 'text', latest: 'text', releases: 'number' },
  ...{ state: 'text', visibility: 'text', description: 'text', license: 'text', tags: 'list' },
  publishedAt: 'moment',
});

export const NAMESPACE_LIST = ofRows<ListedNamespace>({
  ...{ path: 'text', parent: 'text', owner: 'text', description: 'text', visibility: 'text' },
  ...{ artifacts: 'number', policies: 'number' },
});

export const POLICY_LIST = ofRows<ListedPolicy>({
  ...{ id: 'text', from: 'text', path: 'text', enforcement: 'text', overriddenBy: 'text', rules: 'list' },
  description: 'text',
});

const VERSION: FieldsOf<VersionRow> = {
  ...{ version: 'text', state: 'text', isYanked: 'boolean', isUnpublished: 'boolean', isLatest: 'boolean' },
  ...{ channels: 'list', tags: 'list', reason: 'text' },
};

export const VERSION_LIST: FilterableList<VersionListData, VersionRow> = {
  fields: VERSION,
  narrow: (data, keeps) => ({ ...data, versions: data.versions.filter(keeps) }),
};

const DEPENDENCY: FieldsOf<ListedDependency> = {
  ...{ artifact: 'text', range: 'text', type: 'text', isOptional: 'boolean', locked: 'text', reason: 'text' },
};

export const DEPENDENCY_LIST: FilterableList<DepsListData, ListedDependency> = {
  fields: DEPENDENCY,
  narrow: (data, keeps) => ({ ...data, dependencies: data.dependencies.filter(keeps) }),
};

const OUTDATED: FieldsOf<OutdatedRow> = {
  ...{ artifact: 'text', range: 'text', locked: 'text', wanted: 'text', latest: 'text' },
  isDeprecated: 'boolean',
};

export const OUTDATED_LIST: FilterableList<DepsOutdatedData, OutdatedRow> = {
  fields: OUTDATED,
  narrow: (data, keeps) => ({ ...data, rows: data.rows.filter(keeps) }),
};

const KEY: FieldsOf<KeyFacts> = {
  ...{ name: 'text', keyId: 'text', algorithm: 'text', createdAt: 'moment', isEncrypted: 'boolean' },
  path: 'text',
};

export const KEY_LIST: FilterableList<KeyListData, KeyFacts> = {
  fields: KEY,
  narrow: (data, keeps) => ({ ...data, keys: data.keys.filter(keeps) }),
};
