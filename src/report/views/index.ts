import type { View } from '../view.ts';
import { explainView } from './explain-view.ts';

/** How each operation's data is shown to people, by operation id. Adding one is a file and a row here. */
export const VIEWS: ReadonlyMap<string, View<never>> = new Map<string, View<never>>([
  ['explain', explainView],
]);
