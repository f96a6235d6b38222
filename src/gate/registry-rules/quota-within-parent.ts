import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { formatCodeFrame } from '../../document/index.ts';
import type { ParsedDocument, Pointer } from '../../document/index.ts';
import type { NamespaceManifest } from '../../manifest/index.ts';
import { QUOTA_NAMES, lineageOf, quotaOf } from '../../registry/index.ts';
import type { NamespaceRecord, QuotaName } from '../../registry/index.ts';
import type { RuleDescription } from '../rule.ts';

/** A namespace whose manifest is faultless, with the text it was read from. */
export interface QuotaSubject extends NamespaceRecord {
  /** Path of the manifest. */
  readonly file: string;
  readonly document: ParsedDocument;
}

export const QUOTA_WITHIN_PARENT_RULE: RuleDescription = {
  id: 'quota-within-parent',
  family: 'quotas',
  summary: 'No namespace is promised more than the tightest quota above it.',
  codes: ['HYPER_QUOTA_EXCEEDS_PARENT'],
};

/** Children share their parent's pool (SPEC section 2.2), so no quota is above one on the way up. Pure. */
export function* checkQuotas(namespaces: ReadonlyMap<string, QuotaSubject>): Iterable<Diagnostic> {
  for (const subject of namespaces.values()) {
    for (const name of QUOTA_NAMES) {
      const stated = quotaOf(subject.manifest, name);
      const above = stated === undefined ? undefined : tightestAbove(namespaces, subject.path, name);
      if (stated === undefined || above === undefined || stated <= above.limit) continue;
      const span = subject.document.locate(pointerOf(subject.manifest, name));
      yield {
        code: 'HYPER_QUOTA_EXCEEDS_PARENT',
        severity: 'error',
        path: subject.file,
        span,
        frame: formatCodeFrame(subject.document.text, span),
        message: `expected at most ${above.limit}, the quota "${name}" of "${toOneLine(above.from)}", got ${stated}`,
        hint: `lower it to ${above.limit}`,
      };
    }
  }
}

function tightestAbove(
  namespaces: ReadonlyMap<string, QuotaSubject>,
  path: string,
  name: QuotaName,
): { readonly limit: number; readonly from: string } | undefined {
  let tightest: { limit: number; from: string } | undefined;
  for (const { path: from, manifest } of lineageOf({ namespaces }, path)) {
    const limit = from === path ? undefined : quotaOf(manifest, name);
    if (limit !== undefined && (tightest === undefined || limit < tightest.limit)) tightest = { limit, from };
  }
  return tightest;
}

function pointerOf(manifest: NamespaceManifest, name: QuotaName): Pointer {
  if (manifest.quotas?.[name] !== undefined) return ['quotas', name];
  return [name === 'storage' ? 'storageQuota' : 'maxArtifacts'];
}
