/** In the root of a registry: what a run is about to write; whole, or not there. The ending is one that registries ignore. */
export const EDIT_JOURNAL = '.hyper-edit.hyper-journal';
