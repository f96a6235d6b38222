import { foldName } from './fold.ts';
import { skeletonOf } from './skeleton.ts';

/**
 * True where a name carries one of the brands as a whole word, or is the brand but for separators or look-alikes
 * (ATTACKS N06). Which brands are kept for whom is for policies to say. Brands are lower-case words. Pure.
 */
export function isOfficialLooking(name: string, brands: readonly string[]): boolean {
  const skeleton = skeletonOf(name);
  const words = new Set([...skeleton.split(/[^a-z0-9]+/u), foldName(skeleton)]);
  return brands.some((brand) => words.has(brand));
}
