import { editDocument } from '../document/index.ts';
import type { DocumentEdit } from '../document/index.ts';
import { FIELD_ORDER } from './generated/field-order.ts';
import type { ManifestKind } from './manifest.ts';

/** As `editDocument`, with fields that are new where people look for them in a manifest of this kind. Pure. */
export function editManifest(text: string, kind: ManifestKind, edits: readonly DocumentEdit[]): string {
  return editDocument(text, edits, FIELD_ORDER[kind]);
}
