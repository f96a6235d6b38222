/** In the root of a registry: what a run is about to write; whole, or not there. The ending is one that registries ignore. */
export const EDIT_JOURNAL = '.hyper-edit.hyper-journal';

/** In the same place: what a run is about to commit, from before its first file until after the branch. */
export const COMMIT_JOURNAL = '.hyper-commit.hyper-journal';
