const NOT_PLAIN = /[^\t\n\r -~]/u;

/** Made for the first text that is not plain ASCII, as making it takes longer than looking at a file does. */
let known: RegExp | undefined;

/** Controls but tab and line ends, bidirectional marks, U+2028/2029, U+FEFF, lone surrogates, noncharacters. */
function forbidden(): RegExp {
  known ??=
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cs}]/u;
  return known;
}

/** Made where it is asked for, which is in texts with faults alone. */
function unreadable(): RegExp {
  return new RegExp(`${forbidden().source}|\\r(?!\\n)`, 'gu');
}

/** A forbidden character of a text, or a carriage return that ends no line. */
export interface UnreadableCharacter {
  readonly offset: number;
  /** In UTF-16 code units: 1 or 2. */
  readonly width: number;
  readonly codePoint: number;
}

/** Every forbidden character and every carriage return without a line feed, in order. Pure. */
export function* findUnreadable(text: string): Generator<UnreadableCharacter> {
  for (const { 0: character, index } of text.matchAll(unreadable())) {
    yield { offset: index, width: character.length, codePoint: character.codePointAt(0) ?? 0 };
  }
}

/** The text with U+FFFD, or a line feed for a carriage return, in place of what `findUnreadable` finds. Pure. */
export function maskUnreadable(text: string): string {
  return text.replace(unreadable(), (character) =>
    character === '\r' ? '\n' : '\ufffd'.repeat(character.length),
  );
}

/**
 * The index of the first character that no registry text may hold (SPEC section 2): a control character other than tab,
 * line feed and carriage return, a bidirectional mark, U+2028, U+2029, U+FEFF, a lone surrogate or a noncharacter.
 * -1 where the text is clean. Pure.
 */
export function findForbiddenCharacter(text: string): number {
  return NOT_PLAIN.test(text) ? text.search(forbidden()) : -1;
}

/** `U+202E (a bidirectional mark)`: for messages. */
export function formatCharacter(codePoint: number): string {
  const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex} (${characterClass(codePoint)})`;
}

function characterClass(codePoint: number): string {
  if (codePoint === 0xfeff) return 'a byte order mark';
  if (codePoint <= 0x9f) return 'a control character';
  if (codePoint === 0x2028 || codePoint === 0x2029) return 'a line break to some readers';
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return 'half of a surrogate pair';
  return /\p{Bidi_Control}/u.test(String.fromCodePoint(codePoint))
    ? 'a bidirectional mark'
    : 'a noncharacter';
}
