const FAULT = 'FAULT;';
const FUNCTION = /function validate(\d+)\(data, instancePath=""\)\{/gu;
const CALL =
  /if\(!\(validate(\d+)\((\w+(?:\[\w+\]|\.\w+)?), (?:instancePath(?:[^()]|\([^()]*\))*|new Step\([^()]*\))\)\)\)\{vErrors = vErrors === null \? validate\1\.errors : vErrors\.concat\(validate\1\.errors\);errors = vErrors\.length;\}/gu;
const BRANCH = /const (_errs\d+) = errors;((?:(?!const _errs).)*?)var (_valid\d+) = \1 === errors;/gu;
const PAIR = /for\(const (key\d+) in (\w+)\)\{/gu;

/**
 * For the one kind that a registry is full of: a function that only tells whether a manifest has no fault, made of the
 * validator `validate<number>` and those that it calls. It stops at the first fault, makes nothing, and walks a map once. A
 * manifest that it turns down is given to the validator, which knows why. `code` has `toFault(FAULT)` for each fault. Pure.
 */
export function generateAcceptors(code: string, number: string): string {
  const bodies = new Map([...code.matchAll(FUNCTION)].map((match) => [match[1] ?? '', bodyAt(code, match)]));
  const done = new Map<string, string>();
  const waiting = [number];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const body = bodies.get(next);
    if (body === undefined || done.has(next)) continue;
    waiting.push(...[...body.matchAll(/validate(\d+)\(/gu)].map(([, called]) => called ?? ''));
    done.set(next, toAcceptor(body, next));
  }
  return [...done].map(([name, body]) => `function accepts${name}(data){${body}}`).join('\n');
}

/** What stands in the code in place of the making of a fault. */
export function markFault(): string {
  return FAULT;
}

function toAcceptor(body: string, number: string): string {
  const calls = body
    .replaceAll(/\/\*# sourceURL="[^"]*" \*\//gu, '')
    .replaceAll(CALL, `if(!accepts$1($2)){${FAULT}}`);
  const lenient = calls.replaceAll(BRANCH, (_all, before: string, branch: string, valid: string) => {
    // A branch of a choice may fail: its faults count, and say nothing of the whole.
    const counted = branch.replaceAll(FAULT, 'errors++;');
    return `const ${before} = errors;${counted}var ${valid} = ${before} === errors;`;
  });
  const strict = lenient
    .replaceAll(FAULT, 'return false;')
    .replace(`validate${number}.errors = vErrors;`, '');
  const left = /validate\d+|addFault|instancePath/u.exec(strict);
  if (left !== null)
    throw new Error(`an acceptor of another form: ${strict.slice(left.index - 200, left.index + 200)}`);
  return walkOnce(strict);
}

/** Joins two walks of one map that follow each other, and the count of its keys before them. */
function walkOnce(code: string): string {
  let result = code;
  for (const match of [...code.matchAll(PAIR)].reverse()) {
    const [head, key = '', map = ''] = match;
    const first = blockAt(result, match.index + head.length);
    const after = match.index + head.length + first.length + 1;
    const next = new RegExp(`^for\\(const (key\\d+) in ${map}\\)\\{`, 'u').exec(result.slice(after));
    if (next === null) continue;
    const second = blockAt(result, after + next[0].length);
    const end = after + next[0].length + second.length + 1;
    const own = second.replaceAll(new RegExp(`\\b${next[1] ?? ''}\\b`, 'gu'), key);
    const before = result.slice(0, match.index);
    const most = new RegExp(
      `if\\(Object\\.keys\\(${map}\\)\\.length > (\\d+)\\)\\{return false;\\}$`,
      'u',
    ).exec(before);
    const count = most === null ? '' : `let count${key} = 0;`;
    const tally = most === null ? '' : `if(++count${key} > ${most[1] ?? ''}){return false;}`;
    const kept = most === null ? before : before.slice(0, most.index);
    result = `${kept}${count}for(const ${key} in ${map}){${tally}${first}${own}}${result.slice(end)}`;
  }
  return result;
}

function bodyAt(code: string, match: RegExpExecArray): string {
  return blockAt(code, match.index + match[0].length);
}

/** What stands between braces, from behind the opening one. No text in the code holds a brace. */
function blockAt(code: string, start: number): string {
  let depth = 1;
  for (let at = start; at < code.length; at += 1) {
    if (code[at] === '{') depth += 1;
    else if (code[at] === '}') depth -= 1;
    if (depth === 0) return code.slice(start, at);
  }
  throw new Error('a block without an end');
}
