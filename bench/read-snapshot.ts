import { GitStore, locateRepository } from '../src/adapters/git/index.ts';
import { loadSnapshot, streamReleases } from '../src/registry/index.ts';

/** Reads a registry at its newest commit as every operation does: the frame, then each release with its manifest. */
const [folder = '.'] = process.argv.slice(2);
const location = await locateRepository(folder, process.env);
if (location === undefined) throw new Error(`${folder} is no repository`);
const store = new GitStore(location, process.env);
const snapshot = await loadSnapshot(store, await store.resolveRevision('HEAD'));
let releases = 0;
for await (const release of streamReleases(store, snapshot.index.artifacts.values(), () => undefined)) {
  if (release.text !== '') releases += 1;
}
console.log(releases);
