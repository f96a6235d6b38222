import * as Flags from '@oclif/core/flags';
import type { FieldTexts } from '../operations/index.ts';

const several = { multiple: true, multipleNonGreedy: true } as const;

/** What a release says of itself, as flags. */
export const releaseFlags = {
  content: Flags.string({
    summary: 'A file, or a folder that is packed into a tar: the bytes of the release.',
    helpValue: 'PATH',
  }),
  'media-type': Flags.string({
    summary: 'The media type of the content; made from the name of the file unless told.',
    helpValue: 'TYPE',
  }),
  uri: Flags.string({
    summary: 'Where the content is fetched from, for content that is too large for the repository.',
    helpValue: 'URI',
  }),
  description: Flags.string({ summary: 'What it is for, in a sentence.', helpValue: 'TEXT' }),
  author: Flags.string({ summary: 'Who wrote it.', helpValue: 'TEXT' }),
  license: Flags.string({ summary: 'The licence, an SPDX expression.', helpValue: 'SPDX' }),
  homepage: Flags.string({ summary: 'A page about it.', helpValue: 'URL' }),
  source: Flags.string({ summary: 'Where its source is kept.', helpValue: 'URL' }),
  visibility: Flags.option({
    options: ['public', 'internal', 'private'] as const,
    summary: 'Who may see it; that of the namespace unless told.',
    helpValue: 'public|internal|private',
  })(),
  tag: Flags.string({
    summary: 'A word to find it by; may stand several times.',
    helpValue: 'WORD',
    ...several,
  }),
  keyword: Flags.string({
    summary: 'A further word to find it by; may stand several times.',
    helpValue: 'WORD',
    ...several,
  }),
  label: Flags.string({ summary: 'A label; may stand several times.', helpValue: 'KEY=VALUE', ...several }),
  dependency: Flags.string({
    summary: 'What it needs; may stand several times.',
    helpValue: 'REFERENCE@RANGE',
    ...several,
  }),
  set: Flags.string({
    summary: 'Any other field, such as spec.language=typescript; the value is YAML, an empty one removes it.',
    helpValue: 'FIELD=VALUE',
    ...several,
  }),
} as const;

/** The flags of `releaseFlags`, as oclif reads them. */
interface ReleaseFlagValues {
  readonly description?: string | undefined;
  readonly author?: string | undefined;
  readonly license?: string | undefined;
  readonly homepage?: string | undefined;
  readonly source?: string | undefined;
  readonly visibility?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly keyword?: readonly string[] | undefined;
  readonly label?: readonly string[] | undefined;
  readonly dependency?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
}

/** The flags as fields of a release. Pure. */
export function toFieldTexts(flags: ReleaseFlagValues): FieldTexts {
  const { description, author, license, homepage, source, visibility } = flags;
  return {
    ...{ description, author, license, homepage, visibility },
    repository: source,
    tags: flags.tag ?? [],
    keywords: flags.keyword ?? [],
    labels: flags.label ?? [],
    dependencies: flags.dependency ?? [],
    set: flags.set ?? [],
  };
}
