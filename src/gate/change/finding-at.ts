import type { Code, Diagnostic, Severity } from '../../core/index.ts';
import { formatCodeFrame } from '../../document/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { ChangedFile } from './change-subject.ts';

/** What a rule says of a place. */
export interface Said {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  readonly severity?: Severity;
}

/** A finding about a file, at a field of its new text where there is one, else of its old one. Pure. */
export function findingAt(
  file: Pick<ChangedFile, 'path' | 'before' | 'after'>,
  { code, message, hint, severity = 'error' }: Said,
  pointer?: Pointer,
  part: 'key' | 'value' = 'value',
): Diagnostic {
  const document = file.after === undefined ? undefined : file.after.document;
  const found = { code, severity, path: file.path, message, hint };
  if (pointer === undefined || document === undefined) return found;
  const span = document.locate(pointer, part);
  return { ...found, span, frame: formatCodeFrame(document.text, span) };
}
