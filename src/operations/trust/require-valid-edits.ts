import { HyperError, toOneLine } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { parseManifest } from '../../manifest/index.ts';

/**
 * Refuses a plan whose manifests would not be valid, before anything is written: labels and reasons are what somebody
 * typed, or what a file was called. Errors: `HYPER_TRUST_PLAN_INVALID`.
 */
export function requireValidEdits(edits: readonly PlannedEdit[]): void {
  for (const { path, after } of edits) {
    if (after === undefined || !path.endsWith('.yaml')) continue;
    const { document, diagnostics } = parseDocument(after);
    const parsed = document === undefined ? { manifest: undefined, diagnostics } : parseManifest(document);
    const fault = parsed.diagnostics.find(({ severity }) => severity === 'error');
    if (parsed.manifest !== undefined && fault === undefined) continue;
    throw new HyperError(
      'HYPER_TRUST_PLAN_INVALID',
      `"${toOneLine(path)}" would not be valid: ${toOneLine(fault?.message ?? 'it is no manifest')}`,
      { hint: fault?.hint ?? 'give the key file another name, or the reason other words' },
    );
  }
}
