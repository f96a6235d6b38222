import { dirname, relative, sep } from 'node:path';
import { HyperError } from '../../core/index.ts';
import type { OperationContext, SettingsContext, SettingSources } from '../../operations/index.ts';
import { writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { settingPathOf } from './setting-places.ts';
import type { SettingPlaces } from './setting-places.ts';

/** Settings of this machine. */
export function createSettingsContext(
  context: OperationContext,
  files: FilesContext,
  places: SettingPlaces,
  sources: SettingSources,
): SettingsContext {
  return {
    ...context,
    sources,
    pathOf: (layer) => {
      const path = settingPathOf(layer, places);
      if (path !== undefined) return path;
      const what = layer === 'project' ? 'no project here: no hyper.yaml upwards' : 'no home for settings';
      throw new HyperError('HYPER_SETTINGS_PLACE', `there is ${what}`, {
        hint: layer === 'project' ? 'run: hyper init --project' : 'set HOME, or name a file with --config',
      });
    },
    write: async (path, text) => {
      let root = dirname(path);
      while ((await files.fileSystem.stat(root)) === undefined && dirname(root) !== root)
        root = dirname(root);
      const inside = relative(root, path).split(sep).join('/');
      await writeFileAtomic(files, root, inside, Buffer.from(text));
    },
  };
}
