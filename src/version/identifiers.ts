/** True for the UTF-16 code unit of an ASCII digit; false for NaN, so also past the end of a text. */
export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isIdentifierUnit(unit: number): boolean {
  return isDigit(unit) || unit === 0x2d || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

/**
 * The identifiers between dots, or undefined where one is malformed (SemVer sections 9 and 10). In a pre-release a
 * numeric identifier becomes a number, has no leading zero and is a safe integer. Pure.
 */
export function readIdentifiers(
  text: string,
  part: 'prerelease' | 'build',
): readonly (string | number)[] | undefined {
  const identifiers: (string | number)[] = [];
  for (const word of text.split('.')) {
    const identifier = readIdentifier(word, part === 'prerelease');
    if (identifier === undefined) return undefined;
    identifiers.push(identifier);
  }
  return identifiers;
}

function readIdentifier(word: string, isNumberRead: boolean): string | number | undefined {
  if (word === '') return undefined;
  let digits = 0;
  for (let index = 0; index < word.length; index += 1) {
    const unit = word.charCodeAt(index);
    if (!isIdentifierUnit(unit)) return undefined;
    if (isDigit(unit)) digits += 1;
  }
  if (!isNumberRead || digits < word.length) return word;
  const value = Number(word);
  const hasLeadingZero = word.length > 1 && word.startsWith('0');
  return hasLeadingZero || !Number.isSafeInteger(value) ? undefined : value;
}
