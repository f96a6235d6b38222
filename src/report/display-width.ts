const PLAIN = /^[\u0020-\u007e]*$/u;

/** Made for the first text that is not plain. */
let known: RegExp | undefined;

function wide(): RegExp {
  known ??=
    /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
  return known;
}

/** Terminal columns that the text takes: 2 for East Asian wide characters, 0 for combining marks. Pure. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text cut to the columns, with an ellipsis where something is missing. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * The text in lines of at most that many columns, broken at spaces; its indentation is kept on every line, that of a drawn
 * tree too, and a word that is too long keeps a line of its own.
 */
export function wrapWords(text: string, columns: number): string[] {
  if (displayWidth(text) <= columns) return [text];
  const [start = ''] = /^[\s│├└─]*/u.exec(text) ?? [];
  const words = text.slice(start.length);
  const indent = start.replaceAll('├──', '│  ').replaceAll('└──', '   ');
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line !== '' && indent.length + displayWidth(line) + 1 + displayWidth(word) > columns) {
      lines.push(indent + line.trimEnd());
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  const all = [...lines, indent + line];
  return all.map((each, index) => (index === 0 ? start + each.slice(indent.length) : each));
}

function characterWidth(character: string): number {
  if (/^\p{M}$/u.test(character)) return 0;
  return wide().test(character) ? 2 : 1;
}
