/** Values of GitHub's expressions, as far as our workflows use them. */
export type Value = string | number | boolean | null | { readonly [name: string]: Value } | readonly Value[];

export type Functions = Readonly<Record<string, (...args: Value[]) => Value>>;

/** What an expression can name: `github`, `env`, `steps`, …, and functions that depend on the job. */
export interface Scope {
  readonly names: Readonly<Record<string, Value>>;
  readonly functions: Functions;
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|[!().,[\]]))/uy;

const GENERAL: Functions = {
  contains: (all, one) =>
    Array.isArray(all)
      ? all.includes(one ?? null)
      : toText(all ?? null)
          .toLowerCase()
          .includes(toText(one ?? null).toLowerCase()),
  startsWith: (text, start) =>
    toText(text ?? null)
      .toLowerCase()
      .startsWith(toText(start ?? null).toLowerCase()),
  endsWith: (text, end) =>
    toText(text ?? null)
      .toLowerCase()
      .endsWith(toText(end ?? null).toLowerCase()),
  format: (text, ...args) =>
    toText(text ?? null).replace(/\{(\d+)\}/gu, (_all, index: string) => toText(args[Number(index)] ?? null)),
};

/** The value of an expression. Throws for what our workflows do not use, so that nothing passes unnoticed. */
export function evaluate(text: string, scope: Scope): Value {
  const tokens = tokensOf(text);
  const parser = new Parser(tokens, { names: scope.names, functions: { ...GENERAL, ...scope.functions } });
  const value = parser.or();
  if (!parser.isAtEnd()) throw new Error(`cannot read the expression "${text}"`);
  return value;
}

/** The text with each `${{ … }}` replaced by its value. */
export function interpolate(text: string, scope: Scope): string {
  return text.replace(/\$\{\{([\s\S]*?)\}\}/gu, (_all, inner: string) => toText(evaluate(inner, scope)));
}

/** The value of a condition: with or without the marks around it. */
export function isTrue(text: string, scope: Scope): boolean {
  const inner = /^\s*\$\{\{([\s\S]*)\}\}\s*$/u.exec(text)?.[1] ?? text;
  const hasStatus = /\b(?:always|success|failure|cancelled)\s*\(/u.test(inner);
  const value = isTruthy(evaluate(inner, scope));
  return hasStatus ? value : value && isTruthy(scope.functions['success']?.() ?? true);
}

export function toText(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? 'Object' : String(value);
}

function isTruthy(value: Value): boolean {
  return value !== null && value !== '' && value !== 0 && value !== false;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trim();
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) throw new Error(`cannot read the expression "${text}"`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

class Parser {
  #at = 0;
  readonly #tokens: readonly string[];
  readonly #scope: Scope;

  constructor(tokens: readonly string[], scope: Scope) {
    this.#tokens = tokens;
    this.#scope = scope;
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  or(): Value {
    let value = this.#and();
    while (this.#take('||')) {
      const right = this.#and();
      value = isTruthy(value) ? value : right;
    }
    return value;
  }

  #and(): Value {
    let value = this.#equal();
    while (this.#take('&&')) {
      const right = this.#equal();
      value = isTruthy(value) ? right : value;
    }
    return value;
  }

  #equal(): Value {
    const left = this.#unary();
    if (this.#take('==')) return isSame(left, this.#unary());
    if (this.#take('!=')) return !isSame(left, this.#unary());
    return left;
  }

  #unary(): Value {
    return this.#take('!') ? !isTruthy(this.#unary()) : this.#path();
  }

  #path(): Value {
    const token = this.#next();
    if (token === '(') {
      const value = this.or();
      this.#expect(')');
      return value;
    }
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (/^\d/u.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (this.#take('(')) return this.#call(token);
    let value: Value = this.#scope.names[token] ?? null;
    while (this.#take('.')) value = memberOf(value, this.#next());
    return value;
  }

  #call(name: string): Value {
    const args: Value[] = [];
    while (!this.#take(')')) {
      args.push(this.or());
      this.#take(',');
    }
    const called = this.#scope.functions[name];
    if (called === undefined) throw new Error(`no function ${name}`);
    return called(...args);
  }

  #take(token: string): boolean {
    const isNext = this.#tokens[this.#at] === token;
    if (isNext) this.#at += 1;
    return isNext;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Error('the expression ends too soon');
    this.#at += 1;
    return token;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new Error(`expected ${token}`);
  }
}

function memberOf(value: Value, name: string): Value {
  const isMap = value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isMap) return null;
  return Object.hasOwn(value, name) ? ((value as Readonly<Record<string, Value>>)[name] ?? null) : null;
}

function isSame(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string')
    return left.toLowerCase() === right.toLowerCase();
  return left === right || toText(left) === toText(right);
}
