import type { JsonObject } from '../core/index.ts';

/** What a format of one kind of manifest brought, that the formats before it cannot say. */
export interface ManifestFormat {
  readonly kind: string;
  /** 2 or higher; every kind begins with 1. */
  readonly format: number;
  /** The field that says which format a manifest is in; an `apiVersion` says it as `hyper/v2`. */
  readonly statedIn: 'apiVersion' | 'formatVersion';
  /** The fields that came with it. */
  readonly fields: readonly string[];
  /** The operations that lead to it and back. */
  readonly changedBy: readonly [up: string, down: string];
}

/** Every format after the first: `migrate`, `upgrade` and `downgrade` walk this table, and so does the check of fields. */
export const MANIFEST_FORMATS: readonly ManifestFormat[] = [
  {
    ...{ kind: 'Registry', format: 2, statedIn: 'formatVersion', fields: ['fanOut'] },
    changedBy: ['hyper migrate --to 2', 'hyper migrate --to 1'],
  },
  {
    ...{ kind: 'ArtifactState', format: 2, statedIn: 'apiVersion', fields: ['notice'] },
    changedBy: ['hyper upgrade', 'hyper downgrade'],
  },
];

const API_VERSION = /^hyper\/v([1-9][0-9]{0,5})$/u;

/** The newest format of a kind that this code reads, as that field states it; 1 where there is only one. Pure. */
export function newestFormatOf(kind: string, statedIn: ManifestFormat['statedIn']): number {
  const own = MANIFEST_FORMATS.filter((row) => row.kind === kind && row.statedIn === statedIn);
  return Math.max(1, ...own.map(({ format }) => format));
}

/** The value of `apiVersion` for a format. Pure. */
export function toApiVersion(format: number): string {
  return `hyper/v${String(format)}`;
}

/** The format that an `apiVersion` states; undefined where it states none. Pure. */
export function formatOfApiVersion(apiVersion: unknown): number | undefined {
  const match = typeof apiVersion === 'string' ? API_VERSION.exec(apiVersion) : null;
  return match === null ? undefined : Number(match[1]);
}

/** The fields of a manifest that a format of its kind cannot say, each with the row that brought it. Pure. */
export function fieldsBeyond(
  manifest: Pick<JsonObject, string>,
  kind: string,
  format: number,
): readonly { readonly field: string; readonly row: ManifestFormat }[] {
  const later = MANIFEST_FORMATS.filter((row) => row.kind === kind && row.format > format);
  return later.flatMap((row) =>
    row.fields.filter((field) => Object.hasOwn(manifest, field)).map((field) => ({ field, row })),
  );
}
