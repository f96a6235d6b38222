const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gu;

/**
 * Whether a text that is valid JSON has an object with one key twice, which parsers read differently (ATTACKS S08). Pure;
 * time is linear in the text.
 */
export function hasRepeatedKey(text: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && (before === '{' || before === ',')) {
      const keys = open.at(-1);
      const key = JSON.parse(token) as string;
      if (keys?.has(key) === true) return true;
      keys?.add(key);
    }
    before = token;
  }
  return false;
}
