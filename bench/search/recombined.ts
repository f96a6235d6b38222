import type { SearchDocument } from '../../src/search/index.ts';
import { Random } from './random.ts';

const TYPES = ['library', 'library', 'library', 'plugin', 'service', 'config', 'template', 'theme'];
/** Shares of parts that are made of halves of two real ones: names of a large registry are mostly new words. */
const COINED_IN_NAMES = 0.3;
const COINED_IN_TEXTS = 0.04;
/** Of a million documents twenty share each. */
const NAMESPACES = 49_999;

interface Words {
  /** As often as they occur. */
  readonly ofNames: readonly string[];
  readonly ofTexts: readonly string[];
  readonly authors: readonly string[];
  readonly licenses: readonly string[];
}

/**
 * Documents made of the parts of real ones: names of their words, descriptions of their words as often as they occur there,
 * and new words of halves of two. The same count gives the same documents; one is in memory at a time.
 */
export class Recombined implements Iterable<SearchDocument> {
  readonly #words: Words;
  readonly #count: number;

  constructor(real: readonly SearchDocument[], count: number) {
    const described = real.filter(({ description }) => !description.endsWith('gives no description of it.'));
    this.#words = {
      ofNames: real.flatMap(({ name }) => name.split(/[-_.]+/u)).filter((word) => word.length > 1),
      ofTexts: described.flatMap(({ description }) => description.match(/[\p{L}\p{N}+#-]+/gu) ?? []),
      authors: real.flatMap(({ author }) => author ?? []),
      licenses: real.flatMap(({ license }) => license ?? []),
    };
    this.#count = count;
  }

  *[Symbol.iterator](): Generator<SearchDocument> {
    for (let number = 0; number < this.#count; number += 1) yield this.at(number);
  }

  /** The document of this number. */
  at(number: number): SearchDocument {
    const random = new Random(number * 0x9e3779b1 + 1);
    const { ofTexts, authors, licenses } = this.#words;
    const parts = Array.from({ length: 1 + random.below(3) }, () => this.#namePart(random));
    const name = parts.join('-').toLowerCase();
    const namespace = this.#namespace(number % NAMESPACES);
    const length = 4 + random.below(13);
    const description = Array.from({ length }, () =>
      random.next() < COINED_IN_TEXTS ? this.#coined(random) : random.pick(ofTexts),
    ).join(' ');
    const day = String(1 + random.below(28)).padStart(2, '0');
    const isPlain = parts.length > 1 && random.next() < 0.7;
    const whole = isPlain ? name : `${name}-${number.toString(36)}`;
    return {
      reference: `${namespace}/${whole}`,
      namespace,
      name: whole,
      type: random.pick(TYPES),
      version: `${String(random.below(5))}.${String(random.below(10))}.0`,
      state: random.next() < 0.95 ? 'published' : 'deprecated',
      description,
      author: random.pick(authors),
      license: random.pick(licenses),
      tags: Array.from({ length: random.below(4) }, () => this.#namePart(random)),
      keywords: Array.from({ length: random.below(4) }, () => this.#namePart(random)),
      created: `20${String(15 + random.below(11))}-0${String(1 + random.below(9))}-${day}T00:00:00Z`,
      rank: Math.min(7, Math.floor(-Math.log2(1 - random.next()) / 2)),
    };
  }

  #namespace(number: number): string {
    const random = new Random(number * 0x85ebca6b + 3);
    const scope = random.next() < 0.5 ? 'lib' : 'org';
    return `${scope}.${this.#namePart(random).toLowerCase()}.n${number.toString(36)}`;
  }

  #namePart(random: Random): string {
    return random.next() < COINED_IN_NAMES ? this.#coined(random) : random.pick(this.#words.ofNames);
  }

  #coined(random: Random): string {
    const [one, other] = [random.pick(this.#words.ofNames), random.pick(this.#words.ofNames)];
    return one.slice(0, Math.ceil(one.length / 2)) + other.slice(Math.floor(other.length / 2));
  }
}
