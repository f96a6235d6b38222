export { formatCodeFrame } from './code-frame.ts';
export { editDocument } from './edit-document.ts';
export type { DocumentEdit } from './edit-document.ts';
export { findForbiddenCharacter } from './forbidden-character.ts';
export { parseFast } from './fast/parse-fast.ts';
export { parseDocument } from './parse-document.ts';
export { renderDocument } from './render-document.ts';
export type { RenderOptions } from './render-document.ts';
export type { ParseOutcome, ParsedDocument, Pointer } from './parsed-document.ts';
