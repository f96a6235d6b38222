import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { CST, Node, ParsedNode, Range, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { JsonValue } from '../core/index.ts';
import { MAX_STRING_UNITS, toOneLine } from '../core/index.ts';
import type { FaultList } from './fault-list.ts';
import { findForbiddenCharacter, formatCharacter } from './forbidden-character.ts';
import { PlainFault, readPlain } from './plain-scalar.ts';
import { foldKey, isUnsafeKey } from './unsafe-key.ts';

/** Reads composed nodes into a value and adds a fault for whatever the subset leaves out. */
export class NodeReader {
  private readonly faults: FaultList;

  constructor(faults: FaultList) {
    this.faults = faults;
  }

  /** The value; where a fault was added, some part of it stands as null. */
  read(node: Node | null | undefined): JsonValue {
    if (node === null || node === undefined || isAlias(node)) return null;
    if (isMap(node)) return this.readMapping(node as YAMLMap.Parsed);
    if (isSeq(node)) return this.readSequence(node as YAMLSeq.Parsed);
    return isScalar(node) ? this.readScalar(node as Scalar.Parsed) : null;
  }

  private readScalar(node: Scalar.Parsed): JsonValue {
    const [start, end] = node.range;
    if (node.type === 'PLAIN' || node.type === undefined)
      return this.readPlainScalar(node.source, start, end);
    const value = String(node.value);
    this.checkText(value, start, end);
    return value;
  }

  private readPlainScalar(source: string, start: number, end: number): JsonValue {
    const value = readPlain(source);
    if (value instanceof PlainFault) {
      if (source === '<<') return source;
      const shown = toOneLine(source.slice(0, 60));
      const quoted = `quote it: "${shown}"`;
      const hint = value.suggestion === undefined ? quoted : `write ${value.suggestion}, or ${quoted}`;
      this.faults.add(value.code, start, end, `"${shown}" ${value.reason}`, hint);
      return null;
    }
    const tab = this.faults.text.slice(start, end).indexOf('\t');
    if (tab >= 0) {
      this.faults.add(
        'HYPER_YAML_TAB',
        start + tab,
        start + tab + 1,
        'a tab in unquoted text',
        'replace the tab with spaces, or quote the text',
      );
    }
    if (typeof value === 'string') this.checkText(value, start, end);
    return value;
  }

  private checkText(value: string, start: number, end: number): void {
    if (value.length > MAX_STRING_UNITS) {
      this.faults.add(
        'HYPER_YAML_SIZE',
        start,
        start + 1,
        `expected at most ${String(MAX_STRING_UNITS)} characters in one text, got ${String(value.length)}`,
        'shorten the text, or store it as a blob',
      );
    }
    const index = findForbiddenCharacter(value);
    // What stands in the text as itself was reported there; this finds what only an escape produces.
    if (index >= 0 && findForbiddenCharacter(this.faults.text.slice(start, end)) < 0) {
      const shown = formatCharacter(value.codePointAt(index) ?? 0);
      this.faults.add('HYPER_YAML_CHARACTER', start, end, `an escape for ${shown}`, 'remove the character');
    }
  }

  private readSequence(node: YAMLSeq.Parsed): JsonValue {
    this.checkTrailingComma(node.srcToken);
    return node.items.map((item) => {
      if (node.flow === true && isMap(item) && this.faults.text.charCodeAt(item.range[0]) !== 0x7b) {
        const [start, end] = item.range;
        this.faults.add(
          'HYPER_YAML_SYNTAX',
          start,
          end,
          'a pair without braces in a list',
          'put braces around the pair',
        );
      }
      return this.read(item);
    });
  }

  private checkTrailingComma(token: CST.Token | undefined): void {
    if (token?.type !== 'flow-collection') return;
    const last = token.items.at(-1);
    if (last === undefined || last.key !== undefined || last.value !== undefined || last.sep !== undefined)
      return;
    const comma = last.start.find((part) => part.type === 'comma');
    if (comma === undefined) return;
    this.faults.add(
      'HYPER_YAML_SYNTAX',
      comma.offset,
      comma.offset + 1,
      'a comma with nothing after it',
      'remove the comma',
    );
  }

  private readMapping(node: YAMLMap.Parsed): JsonValue {
    this.checkTrailingComma(node.srcToken);
    const object: Record<string, JsonValue> = {};
    const firstKeys = new Map<string, { readonly key: string; readonly offset: number }>();
    for (const pair of node.items) {
      const key = this.readKey(pair.key);
      this.checkColon(pair.srcToken, pair.key.range);
      if (node.flow === true && isNothing(pair.value)) {
        const [start, end] = pair.key.range;
        this.faults.add(
          'HYPER_YAML_SYNTAX',
          start,
          end,
          'a key without a value in braces',
          'write the value after a colon',
        );
      }
      const value = this.read(pair.value);
      if (key === undefined) continue;
      this.checkRepeated(key, pair.key.range, firstKeys);
      object[key] = value;
    }
    return object;
  }

  private checkColon(token: CST.CollectionItem | undefined, [start, end]: Range): void {
    if (token === undefined || token.start.some(({ type }) => type === 'explicit-key-ind')) return;
    const parts = token.sep ?? [];
    const colon = parts.findIndex(({ type }) => type === 'map-value-ind');
    if (!parts.slice(0, Math.max(colon, 0)).some(({ type }) => type === 'newline')) return;
    const message = 'a key whose colon stands on another line';
    this.faults.add('HYPER_YAML_KEY', start, end, message, 'write the key and its colon on one line');
  }

  private checkRepeated(
    key: string,
    range: Range,
    firstKeys: Map<string, { readonly key: string; readonly offset: number }>,
  ): void {
    const folded = foldKey(key);
    const first = firstKeys.get(folded);
    if (first === undefined) {
      firstKeys.set(folded, { key, offset: range[0] });
      return;
    }
    const line = String(this.faults.lines.positionAt(first.offset).line);
    const shown = toOneLine(key.slice(0, 60));
    const message =
      first.key === key
        ? `key "${shown}" stands on line ${line} already`
        : `key "${shown}" differs from "${toOneLine(first.key.slice(0, 60))}" on line ${line} in case or Unicode form alone`;
    this.faults.add(
      'HYPER_YAML_DUPLICATE_KEY',
      range[0],
      range[1],
      message,
      'remove or rename one of the two',
    );
  }

  private readKey(node: ParsedNode | null): string | undefined {
    const [start, end] = node?.range ?? [0, 0];
    if (!isScalar(node)) {
      if (node !== null && !isAlias(node)) {
        this.faults.add(
          'HYPER_YAML_KEY',
          start,
          end,
          'expected text as key, got a collection',
          'use text as key',
        );
        this.read(node);
      }
      return undefined;
    }
    const value = this.readScalar(node);
    if (typeof value !== 'string') {
      if (!this.faults.hasFaultAt(start)) {
        const shown = toOneLine(node.source.slice(0, 60));
        const message =
          shown === '' ? 'expected text as key, got nothing' : `expected text as key, got ${shown}`;
        this.faults.add(
          'HYPER_YAML_KEY',
          start,
          end,
          message,
          shown === '' ? 'write a key before the colon' : `quote it: "${shown}"`,
        );
      }
      return undefined;
    }
    if (!isUnsafeKey(value)) return value;
    this.faults.add(
      'HYPER_YAML_KEY',
      start,
      end,
      `key "${value}" is refused: careless programs take it for part of the object itself`,
      'choose another key',
    );
    return undefined;
  }
}

function isNothing(node: ParsedNode | null): boolean {
  return node === null || (isScalar(node) && node.source === '' && node.range[0] === node.range[1]);
}
