import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWord, formatQuery, parseQuery, parseSort } from '../../../src/search/index.ts';
import type { Query } from '../../../src/search/index.ts';

function parse(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.query;
}

describe('any of the words of a query', () => {
  it.each([
    ['json parser', 'json OR parser'],
    ['  c++  привет 語 ', 'c++ OR привет OR 語'],
    ['json parser json', 'json OR parser'],
    ['json', undefined],
    ['json json', undefined],
    ['tags includes json', undefined],
    ['json -parser', undefined],
    ['json OR parser', undefined],
    ['json type:plugin', undefined],
    ['json "parser"', undefined],
    ["json 'parser", undefined],
    ['', undefined],
  ])('of %j are asked for by %j', (text, expected) => {
    expect(anyWord(text)).toBe(expected);
    if (expected !== undefined) expect(parse(expected)).toMatchObject({ kind: 'or' });
  });
});

describe('the query language', () => {
  it.each<[string, Query]>([
    ['', { kind: 'all' }],
    ['auth*', { kind: 'word', text: 'auth', isPrefix: true }],
    ['name:auth*', { kind: 'word', field: 'name', text: 'auth', isPrefix: true }],
    ['"two words"', { kind: 'phrase', text: 'two words' }],
    ['type:plugin', { kind: 'test', field: 'type', operator: '=', value: 'plugin' }],
    ['rating >= 4.5', { kind: 'test', field: 'rating', operator: '>=', value: '4.5' }],
    ['tags includes oauth2', { kind: 'test', field: 'tags', operator: 'includes', value: 'oauth2' }],
    ['-draft', { kind: 'not', part: { kind: 'word', text: 'draft', isPrefix: false } }],
    [
      'tags:a,b',
      {
        kind: 'or',
        parts: [
          { kind: 'word', field: 'tags', text: 'a', isPrefix: false },
          { kind: 'word', field: 'tags', text: 'b', isPrefix: false },
        ],
      },
    ],
    [
      '((type=plugin OR type=library) AND published=true)',
      {
        kind: 'and',
        parts: [
          {
            kind: 'or',
            parts: [
              { kind: 'test', field: 'type', operator: '=', value: 'plugin' },
              { kind: 'test', field: 'type', operator: '=', value: 'library' },
            ],
          },
          { kind: 'test', field: 'published', operator: '=', value: 'true' },
        ],
      },
    ],
  ])('reads %s', (text, query) => {
    expect(parse(text)).toEqual(query);
  });

  it.each([
    ['auth (oauth', 'HYPER_QUERY_SYNTAX', 5, 6],
    ['auth)', 'HYPER_QUERY_SYNTAX', 4, 5],
    ['say "hello', 'HYPER_QUERY_SYNTAX', 4, 5],
    ['a OR', 'HYPER_QUERY_SYNTAX', 4, 4],
    ['OR a', 'HYPER_QUERY_SYNTAX', 0, 2],
    ['()', 'HYPER_QUERY_SYNTAX', 1, 2],
    ['type: plugin', 'HYPER_QUERY_SYNTAX', 5, 6],
    ['type==plugin', 'HYPER_QUERY_SYNTAX', 5, 12],
    ['type=!plugin', 'HYPER_QUERY_SYNTAX', 5, 12],
    ['a*b', 'HYPER_QUERY_SYNTAX', 1, 2],
    ['= 3', 'HYPER_QUERY_SYNTAX', 0, 1],
    ['x'.repeat(2001), 'HYPER_QUERY_SYNTAX', 2000, 2000],
    ['('.repeat(40), 'HYPER_QUERY_SYNTAX', 32, 33],
    ['see colour:red', 'HYPER_QUERY_FIELD', 4, 10],
    ['__proto__=x', 'HYPER_QUERY_FIELD', 0, 9],
    ['type>plugin', 'HYPER_QUERY_OPERATOR', 4, 5],
    ['type:plug*', 'HYPER_QUERY_OPERATOR', 5, 10],
    ['description=x', 'HYPER_QUERY_OPERATOR', 11, 12],
    ['created>soon', 'HYPER_QUERY_VALUE', 8, 12],
    ['created>2026-02-30', 'HYPER_QUERY_VALUE', 8, 18],
    ['published=maybe', 'HYPER_QUERY_VALUE', 10, 15],
  ])('points at what is wrong in %s', (text, code, start, end) => {
    const parsed = parseQuery(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.fault.code).toBe(code);
    expect([parsed.fault.span?.start.offset, parsed.fault.span?.end.offset]).toEqual([start, end]);
    const [line = '', carets = ''] = (parsed.fault.frame ?? '').split('\n');
    expect(carets.trim()).toMatch(/^\^+$/u);
    expect(line.length).toBeLessThanOrEqual(100);
  });

  it('shows control characters of a query as escapes, with the caret still under the fault', () => {
    const parsed = parseQuery('\u001b[2J )');
    expect(parsed.ok ? '' : parsed.fault.frame).toBe(`\\u{1b}[2J )\n${' '.repeat(10)}^`);
  });

  it('shows control characters of a query as such in what it says and advises', () => {
    const unknown = parseQuery('\u202ename:x');
    expect(unknown).toMatchObject({ fault: { message: 'there is no field "\\u{202e}name"' } });
    const tailed = parseQuery('license:a\u001b*');
    expect(tailed).toMatchObject({ fault: { hint: 'write license:a\\u{1b}' } });
    expect(parseSort('\u001b[2J')).toMatchObject({
      fault: { message: expect.stringContaining('"\\u{1b}[2J"') as string },
    });
  });

  it('gives a query again that was written out (a law)', () => {
    fc.assert(
      fc.property(queries(), (query) => {
        expect(parse(formatQuery(query))).toEqual(query);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['(a b) OR c', 'a b OR c'],
    ['a b OR c', 'a b OR c'],
    ['(a OR b) c', '(a OR b) c'],
    ['tags:a,"b c",d* x', 'tags:a,"b c",d* x'],
    ['-type:plugin,service', 'NOT type:plugin,service'],
    ['type=plugin OR type=service', 'type:plugin,service'],
    ['name=a OR name=b', 'name=a OR name=b'],
    ['tags:a OR name:b', 'tags:a OR name:b'],
  ])('writes %s without more parentheses than it needs', (text, written) => {
    expect(formatQuery(parse(text))).toBe(written);
    expect(parse(written)).toEqual(parse(text));
  });

  it('writes what is deep, or a long list, so that it can be read again', () => {
    for (const text of [
      `${'('.repeat(30)}a b OR c${') d OR e'.repeat(30)}`,
      `tags:${'a,'.repeat(990)}a`,
      `${'-'.repeat(31)}a`,
    ])
      expect(parse(formatQuery(parse(text)))).toEqual(parse(text));
  });

  it('understands what it writes of any text that it understands', () => {
    const piece = fc.constantFrom(
      'a',
      'name:',
      'type=',
      '"x y"',
      '(',
      ')',
      ' OR ',
      ' NOT ',
      '-',
      '*',
      ',',
      '!',
      ' ',
      '\\',
      'é',
      ':',
      '>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parsed = parseQuery(pieces.join(''));
        if (parsed.ok) expect(parse(formatQuery(parsed.query))).toEqual(parsed.query);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the sort order', () => {
  it('reads several keys, each with its direction', () => {
    const parsed = parseSort('rating:desc,downloads:desc,created:desc,relevance');
    expect(parsed.ok && parsed.keys).toEqual([
      { field: 'rating', isDescending: true },
      { field: 'downloadCount', isDescending: true },
      { field: 'created', isDescending: true },
      { field: 'relevance', isDescending: true },
    ]);
  });

  it.each([
    ['rating,colour', 'HYPER_QUERY_FIELD', 7],
    ['rating:down', 'HYPER_QUERY_VALUE', 0],
  ])('points at what is wrong in %s', (text, code, start) => {
    const parsed = parseSort(text);
    expect(parsed.ok ? undefined : [parsed.fault.code, parsed.fault.span?.start.offset]).toEqual([
      code,
      start,
    ]);
  });
});

function queries(): fc.Arbitrary<Query> {
  const word = fc.stringMatching(/^[a-zé0-9][a-z0-9.+#_-]{0,8}$/u).filter((text) => text !== 'includes');
  const leaf: fc.Arbitrary<Query> = fc.oneof(
    fc.record({ kind: fc.constant('word' as const), text: word, isPrefix: fc.boolean() }),
    fc.record({
      kind: fc.constant('phrase' as const),
      text: fc.string(),
      field: fc.constant('description' as const),
    }),
    fc.record({
      kind: fc.constant('test' as const),
      field: fc.constantFrom('type' as const, 'author' as const, 'license' as const),
      operator: fc.constantFrom('=' as const, '!=' as const),
      value: fc.string(),
    }),
  );
  return fc.letrec<{ query: Query }>((tie) => ({
    query: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), part: tie('query') }),
    ),
  })).query;
}
