import { MAX_DIAGNOSTICS_PER_FILE, compareDiagnostics } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import type { ParsedDocument } from '../document/index.ts';
import { toDiagnostic, toFinding } from './finding.ts';
import type { AddFinding, Finding } from './finding.ts';
import type { Manifest } from './manifest.ts';
import { mergeFindings } from './merge-findings.ts';
import { readHeader } from './read-header.ts';
import { toFindings } from './schema-findings.ts';

/** The manifest is undefined where any diagnostic is an error. */
export interface ManifestOutcome {
  readonly manifest: Manifest | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/**
 * The typed manifest that a document holds, or everything that is wrong with it, in the order of the text: header,
 * schema and the laws that no schema can say (SPEC section 2). At most `MAX_DIAGNOSTICS_PER_FILE` and one that counts
 * the rest. Positions are computed only where there is something to report. Pure.
 */
export function parseManifest(document: ParsedDocument): ManifestOutcome {
  const findings: Finding[] = [];
  const add: AddFinding = (pointer, complaint, part) => {
    findings.push(toFinding(pointer, complaint, part));
  };
  const header = readHeader(document.value, add);
  if (header === undefined) return { manifest: undefined, diagnostics: place(findings, document) };
  const { kind } = header;
  const isValid = kind.validate(header.manifest);
  const faults = kind.validate.errors ?? [];
  const manifest = kind.read(header.manifest, add);
  if (isValid && findings.length === 0) return { manifest, diagnostics: NO_DIAGNOSTICS };
  const context = {
    root: header.manifest,
    sourceOf: (pointer: Finding['pointer']) => {
      const { start, end } = document.locate(pointer, 'value');
      return document.text.slice(start.offset, end.offset).trim();
    },
  };
  const all = isValid ? findings : mergeFindings(toFindings(faults, context), findings);
  const hasError = all.some((finding) => finding.severity === 'error');
  return { manifest: hasError ? undefined : manifest, diagnostics: place(all, document) };
}

function place(findings: readonly Finding[], document: ParsedDocument): readonly Diagnostic[] {
  const kept = findings.slice(0, MAX_DIAGNOSTICS_PER_FILE).map((finding) => toDiagnostic(finding, document));
  kept.sort(compareDiagnostics);
  const more = findings.length - kept.length;
  if (more === 0) return kept;
  const message = `${more} more faults are not listed`;
  return [
    ...kept,
    { code: 'HYPER_FAULTS_OMITTED', severity: 'info', message, hint: 'mend the ones above first' },
  ];
}
