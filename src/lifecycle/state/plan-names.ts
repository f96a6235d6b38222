import { HyperError, toOneLine, toTypedError } from '../../core/index.ts';
import type { DocumentEdit } from '../../document/index.ts';
import { parseTagName } from '../../names/index.ts';
import type { StateFile } from './state-file.ts';

/** What a release may be called by beside its version. */
export type NameField = 'channels' | 'tags';

/**
 * The change that lets a channel or tag name the version, or nothing more. Errors: `HYPER_REFERENCE_SELECTOR` for what is
 * no name, `HYPER_FIELD_COMPUTED` for `latest`, `HYPER_NAME_UNSET` for the removal of what is not there. Pure.
 */
export function planName(
  file: StateFile,
  field: NameField,
  name: string,
  version: string | undefined,
): readonly DocumentEdit[] {
  const parsed = parseTagName(name);
  if (!parsed.ok) throw toTypedError(parsed.fault);
  if (name === 'latest') {
    throw new HyperError('HYPER_FIELD_COMPUTED', '"latest" is computed from the releases, and never set', {
      isTyped: true,
      hint: 'choose another name, such as stable',
    });
  }
  const known = versionNamed(file, field, name);
  if (version === undefined && known === undefined) {
    throw new HyperError('HYPER_NAME_UNSET', `no release is called "${toOneLine(name)}"`, {
      hint: `hyper version list ${file.namespace}/${file.name} shows the names`,
    });
  }
  return known === version ? [] : [{ pointer: [field, name], value: version }];
}

/** The changes that take every channel and tag from a version. Pure. */
export function planUnnaming(file: StateFile, version: string): readonly DocumentEdit[] {
  return (['channels', 'tags'] as const).flatMap((field) =>
    Object.entries(file.manifest?.[field] ?? {})
      .filter(([, named]) => named === version)
      .map(([name]): DocumentEdit => ({ pointer: [field, name], value: undefined })),
  );
}

/** The version that a channel or tag names. Pure. */
export function versionNamed({ manifest }: StateFile, field: NameField, name: string): string | undefined {
  const names = manifest?.[field];
  return names !== undefined && Object.hasOwn(names, name) ? names[name] : undefined;
}
