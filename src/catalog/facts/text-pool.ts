import type { ReleaseFacts } from './release-facts.ts';

type Mutable<T> = { -readonly [field in keyof T]: T[field] };

/** Keeps one copy of texts that releases repeat: names of dependencies, ranges, descriptions, licences. */
export class TextPool {
  readonly #texts = new Map<string, string>();

  /** The same facts with repeated texts shared. They are those given, which nobody else may hold yet. */
  pooled(given: ReleaseFacts): ReleaseFacts {
    const facts: Mutable<ReleaseFacts> = given;
    const { author, license, tags, keywords, capabilities } = given;
    facts.artifact = this.#one(given.artifact);
    facts.type = this.#one(given.type) as ReleaseFacts['type'];
    facts.description = this.#one(given.description);
    if (author !== undefined) facts.author = this.#one(author);
    if (license !== undefined) facts.license = this.#one(license);
    if (tags !== undefined) facts.tags = tags.map((tag) => this.#one(tag));
    if (keywords !== undefined) facts.keywords = keywords.map((word) => this.#one(word));
    if (capabilities !== undefined) facts.capabilities = capabilities.map((name) => this.#one(name));
    for (const dependency of given.dependencies as readonly Mutable<ReleaseFacts['dependencies'][number]>[]) {
      dependency.artifact = this.#one(dependency.artifact);
      dependency.range = this.#one(dependency.range);
    }
    return facts;
  }

  #one(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}
