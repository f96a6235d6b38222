import type { ReleaseFacts } from './release-facts.ts';

/** Keeps one copy of texts that releases repeat: names of dependencies, ranges, descriptions, licences. */
export class TextPool {
  readonly #texts = new Map<string, string>();

  /** The same facts with repeated texts shared. */
  pooled(facts: ReleaseFacts): ReleaseFacts {
    const { author, license, tags, keywords, capabilities } = facts;
    return {
      ...facts,
      artifact: this.#one(facts.artifact),
      type: this.#one(facts.type) as ReleaseFacts['type'],
      description: this.#one(facts.description),
      ...(author === undefined ? {} : { author: this.#one(author) }),
      ...(license === undefined ? {} : { license: this.#one(license) }),
      ...(tags === undefined ? {} : { tags: tags.map((tag) => this.#one(tag)) }),
      ...(keywords === undefined ? {} : { keywords: keywords.map((word) => this.#one(word)) }),
      ...(capabilities === undefined ? {} : { capabilities: capabilities.map((name) => this.#one(name)) }),
      dependencies: facts.dependencies.map((dependency) => ({
        ...dependency,
        artifact: this.#one(dependency.artifact),
        range: this.#one(dependency.range),
      })),
    };
  }

  #one(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}
