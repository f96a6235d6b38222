export { createExportContext, createImportArchiveContext } from './create-transfer-context.ts';
