import { ACCESS_CODES } from './access.ts';
import { ADAPTER_CODES } from './adapter.ts';
import { ARCHIVE_CODES } from './archive.ts';
import { AUDIT_CODES } from './audit.ts';
import { CATALOG_CODES } from './catalog.ts';
import { CHANGE_CODES } from './change.ts';
import { EXAMINED_CODES } from './examined.ts';
import { CLI_CODES } from './cli.ts';
import { DEPENDENCY_CODES } from './dependency.ts';
import { DIFF_CODES } from './diff.ts';
import { DOCUMENT_CODES } from './document.ts';
import { FORGE_CODES } from './forge.ts';
import { FORMAT_CODES } from './format.ts';
import { GATE_CODES } from './gate.ts';
import { GENERAL_CODES } from './general.ts';
import { IMPORTER_CODES } from './importer.ts';
import { KEYLESS_CODES } from './keyless.ts';
import { KEY_CODES } from './key.ts';
import { LIFECYCLE_CODES } from './lifecycle.ts';
import { LINT_CODES } from './lint.ts';
import { LOCKFILE_CODES } from './lockfile.ts';
import { MANIFEST_CODES } from './manifest.ts';
import { NAME_CODES } from './name.ts';
import { OPERATION_CODES } from './operation.ts';
import { POLICY_CODES } from './policy.ts';
import { REGISTRY_CODES } from './registry.ts';
import { REVISION_CODES } from './revision.ts';
import { SIGN_CODES } from './sign.ts';
import { SEARCH_CODES } from './search.ts';
import { SIGNING_CODES } from './signing.ts';
import { TEST_CODES } from './test.ts';
import { TRANSFER_CODES } from './transfer.ts';
import { TRUST_CODES } from './trust.ts';
import { RESOLVE_CODES } from './resolve.ts';
import { UPKEEP_CODES } from './upkeep.ts';
import { VERSION_CODES } from './version.ts';
import { WRITE_CODES } from './write.ts';

/** Every code there is. A released code is never renamed. */
export const CODES = {
  ...GENERAL_CODES,
  ...DOCUMENT_CODES,
  ...NAME_CODES,
  ...VERSION_CODES,
  ...TRUST_CODES,
  ...REVISION_CODES,
  ...MANIFEST_CODES,
  ...SIGN_CODES,
  ...SIGNING_CODES,
  ...KEY_CODES,
  ...REGISTRY_CODES,
  ...RESOLVE_CODES,
  ...ACCESS_CODES,
  ...POLICY_CODES,
  ...GATE_CODES,
  ...FORGE_CODES,
  ...FORMAT_CODES,
  ...CHANGE_CODES,
  ...EXAMINED_CODES,
  ...SEARCH_CODES,
  ...UPKEEP_CODES,
  ...ARCHIVE_CODES,
  ...AUDIT_CODES,
  ...TEST_CODES,
  ...TRANSFER_CODES,
  ...DIFF_CODES,
  ...CATALOG_CODES,
  ...IMPORTER_CODES,
  ...LIFECYCLE_CODES,
  ...LINT_CODES,
  ...LOCKFILE_CODES,
  ...KEYLESS_CODES,
  ...OPERATION_CODES,
  ...ADAPTER_CODES,
  ...CLI_CODES,
  ...DEPENDENCY_CODES,
  ...WRITE_CODES,
} as const;

/** Codes of what is typed as well as written in content: typed, they are bad usage (exit status 2). */
export const TYPED_CODES: ReadonlySet<string> = new Set([
  ...Object.keys(NAME_CODES),
  ...Object.keys(VERSION_CODES),
]);

export type Code = keyof typeof CODES;
export type { CodeEntry, ExitStatus } from './code-entry.ts';
