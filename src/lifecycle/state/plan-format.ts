import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic, JsonObject } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { fieldsBeyond, formatOfApiVersion, newestFormatOf, toApiVersion } from '../../manifest/index.ts';
import type { StateFile } from './state-file.ts';

const KIND = 'ArtifactState';

/** Which way a format is changed. */
export type FormatWay = 'upgrade' | 'downgrade';

/** A change of the format of a manifest, and what speaks against it. */
export interface FormatPlan {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly DocumentEdit[];
  /** What the earlier format cannot say, each at its place: where there is any, nothing is to be changed. */
  readonly losses: readonly Diagnostic[];
}

/**
 * The change that brings an artifact.yaml to another format; up to the newest, down by one, where none is asked for. A
 * file of the format already needs no change. Errors: `HYPER_MIGRATION_UNKNOWN` for a format that there is not, or that
 * lies the other way. Pure.
 */
export function planFormat(file: StateFile, way: FormatWay, asked: number | undefined): FormatPlan {
  const newest = newestFormatOf(KIND, 'apiVersion');
  const from = formatOfApiVersion(file.manifest?.apiVersion) ?? 1;
  const to = asked ?? (way === 'upgrade' ? newest : Math.max(1, from - 1));
  if (to < 1 || to > newest) {
    throw unknownFormat(`there is no format ${String(to)} of ${KIND}`, `--to is 1 to ${String(newest)}`);
  }
  if (way === 'upgrade' ? to < from : to > from) {
    const other = way === 'upgrade' ? 'downgrade' : 'upgrade';
    const reference = toOneLine(`${file.namespace}/${file.name}`);
    throw unknownFormat(
      `"${reference}" has format ${String(from)}, and ${way} does not lead to ${String(to)}`,
      `hyper ${other} ${reference} --to ${String(to)}`,
    );
  }
  if (from === to || file.bytes === undefined) return { from, to, changes: [], losses: [] };
  return {
    ...{ from, to },
    changes: [{ pointer: ['apiVersion'], value: toApiVersion(to) }],
    losses: lossesOf(file, file.bytes, to),
  };
}

function lossesOf({ path }: StateFile, bytes: Uint8Array, to: number): readonly Diagnostic[] {
  const { document } = parseDocument(bytes);
  if (document === undefined) return [];
  return fieldsBeyond(document.value as JsonObject, KIND, to).map(({ field, row }) => ({
    code: 'HYPER_DOWNGRADE_LOSS',
    severity: 'error',
    path,
    message: `"${field}" came with ${toApiVersion(row.format)}, and ${toApiVersion(to)} cannot say it`,
    hint: `take "${field}" out first, or stay at ${toApiVersion(row.format)}`,
    span: document.locate([field], 'key'),
  }));
}

function unknownFormat(message: string, hint: string): HyperError {
  return new HyperError('HYPER_MIGRATION_UNKNOWN', message, { hint });
}
