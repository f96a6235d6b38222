import { CST, Lexer } from 'yaml';
import type { Code } from '../core/index.ts';
import { MAX_DEPTH, MAX_KEYS, toOneLine } from '../core/index.ts';
import { DepthMeter } from './depth-meter.ts';
import { MAX_LIST_ITEMS, MAX_SKIPPED_LINES } from './document-limits.ts';
import type { FaultList } from './fault-list.ts';

/** What a text within the other limits can hold at most. */
const MAX_SCALARS = 2 * MAX_KEYS + MAX_LIST_ITEMS + 1;
const MAX_LINES = MAX_SCALARS + MAX_SKIPPED_LINES;

interface RefusedToken {
  readonly code: Code;
  /** With `%` where the token's text goes. */
  readonly what: string;
  readonly hint: string;
}

const REFUSED: Partial<Record<CST.TokenType, RefusedToken>> = {
  anchor: {
    code: 'HYPER_YAML_ANCHOR',
    what: 'anchor "%"',
    hint: 'remove it and write the value out where it is used, or quote the text',
  },
  alias: { code: 'HYPER_YAML_ALIAS', what: 'alias "%"', hint: 'write the value out, or quote the text' },
  tag: { code: 'HYPER_YAML_TAG', what: 'tag "%"', hint: 'remove the tag, or quote the text' },
  'directive-line': { code: 'HYPER_YAML_DIRECTIVE', what: 'directive "%"', hint: 'remove the line' },
  'explicit-key-ind': {
    code: 'HYPER_YAML_KEY',
    what: 'an explicit key ("%")',
    hint: 'write the key and its colon on one line',
  },
  'doc-start': {
    code: 'HYPER_YAML_DOCUMENTS',
    what: 'a second document ("%")',
    hint: 'put each document into its own file',
  },
  'doc-end': {
    code: 'HYPER_YAML_DOCUMENTS',
    what: 'a document end marker ("%")',
    hint: 'remove the line',
  },
};

/**
 * The lexical tokens of the text, for the parser of `yaml`; undefined where a limit was passed and nothing more may be
 * built. Adds a fault for every construct that the subset leaves out and that its token alone shows: tabs, anchors,
 * aliases, tags, directives, merge keys, explicit keys, further documents, too much depth, too many keys.
 */
export function lexText(text: string, faults: FaultList): string[] | undefined {
  const watch = new TokenWatch(faults);
  const lexemes: string[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    lexemes.push(lexeme);
    if (!watch.see(lexeme)) return undefined;
  }
  return lexemes;
}

class TokenWatch {
  private readonly faults: FaultList;
  private readonly meter = new DepthMeter();
  private offset = 0;
  private lineStart = 0;
  /** Column of the first token since the line or the last indicator began; -1 before it. */
  private contentColumn = -1;
  private isScalarNext = false;
  private keyCount = 0;
  private itemCount = 0;
  private scalarCount = 0;
  private newlineCount = 0;
  private hasDocument = false;

  constructor(faults: FaultList) {
    this.faults = faults;
  }

  /** False where a hard limit is passed. */
  see(lexeme: string): boolean {
    if (this.isScalarNext) {
      this.isScalarNext = false;
      this.seeScalar(lexeme);
      this.advance(lexeme);
      return this.isWithinLimits();
    }
    const type = CST.tokenType(lexeme);
    if (type === 'doc-mode' || type === 'flow-error-end') return true;
    if (type === 'scalar') {
      this.isScalarNext = true;
      return true;
    }
    this.seeFault(type, lexeme);
    this.seeStructure(type);
    this.advance(lexeme);
    return this.isWithinLimits();
  }

  private advance(lexeme: string): void {
    this.offset += lexeme.length;
    const newline = lexeme.lastIndexOf('\n');
    if (newline >= 0) this.lineStart = this.offset - lexeme.length + newline + 1;
  }

  private add(code: Code, lexeme: string, message: string, hint: string): void {
    this.faults.add(code, this.offset, this.offset + lexeme.length, message, hint);
  }

  private seeScalar(lexeme: string): void {
    this.scalarCount++;
    this.markContent();
    if (lexeme === '<<') {
      this.add(
        'HYPER_YAML_MERGE_KEY',
        lexeme,
        'merge keys ("<<") are not part of the subset',
        'write the merged fields out',
      );
    }
  }

  private markContent(): void {
    this.hasDocument = true;
    if (this.contentColumn < 0) this.contentColumn = this.offset - this.lineStart;
  }

  private seeFault(type: CST.TokenType | null, lexeme: string): void {
    if (type === 'space') this.seeSpace(lexeme);
    if (type === 'doc-start' && !this.hasDocument) {
      this.hasDocument = true;
      return;
    }
    const refused = type === null ? undefined : REFUSED[type];
    if (refused === undefined) return;
    const shown = toOneLine(lexeme.slice(0, 40));
    this.add(
      refused.code,
      lexeme,
      `${refused.what.replace('%', shown)} is not part of the subset`,
      refused.hint,
    );
  }

  private seeSpace(lexeme: string): void {
    const tab = lexeme.indexOf('\t');
    if (tab < 0) return;
    const start = this.offset + tab;
    this.faults.add(
      'HYPER_YAML_TAB',
      start,
      start + 1,
      'expected spaces, got a tab',
      'replace the tab with spaces',
    );
  }

  private seeStructure(type: CST.TokenType | null): void {
    const column = this.offset - this.lineStart;
    switch (type) {
      case 'newline':
        this.contentColumn = -1;
        this.newlineCount++;
        break;
      case 'comma':
        this.itemCount++;
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
        if (!this.meter.isInFlow) this.markContent();
        this.meter.openFlow();
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        this.closeFlow();
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
        this.itemCount++;
        if (!this.meter.isInFlow)
          this.meter.enterBlock(type === 'seq-item-ind' ? 'sequence' : 'mapping', column);
        this.contentColumn = -1;
        break;
      case 'map-value-ind':
        this.keyCount++;
        if (!this.meter.isInFlow)
          this.meter.enterBlock('mapping', this.contentColumn < 0 ? column : this.contentColumn);
        break;
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        this.scalarCount++;
        this.markContent();
        break;
      case 'space':
      case 'comment':
      case 'directive-line':
      case 'doc-start':
      case 'doc-end':
        break;
      default:
        this.markContent();
    }
  }

  private closeFlow(): void {
    if (this.meter.isInFlow) {
      this.meter.closeFlow();
      return;
    }
    this.add(
      'HYPER_YAML_SYNTAX',
      ' ',
      'a closing bracket that nothing opened',
      'remove it, or quote the text',
    );
  }

  private isWithinLimits(): boolean {
    if (this.faults.isFull) return false;
    if (this.meter.depth > MAX_DEPTH) {
      this.stop(
        'HYPER_YAML_DEPTH',
        `nested deeper than ${String(MAX_DEPTH)} levels`,
        'flatten the structure',
      );
      return false;
    }
    const excess = this.excess();
    if (excess === undefined) return true;
    this.stop('HYPER_YAML_SIZE', `more than ${excess} in one file`, 'split the file');
    return false;
  }

  private stop(code: Code, message: string, hint: string): void {
    this.faults.add(code, this.offset - 1, this.offset, message, hint);
  }

  private excess(): string | undefined {
    if (this.keyCount > MAX_KEYS) return `${String(MAX_KEYS)} keys`;
    if (this.itemCount > MAX_LIST_ITEMS) return `${String(MAX_LIST_ITEMS)} list items`;
    if (this.scalarCount > MAX_SCALARS) return `${String(MAX_SCALARS)} scalars`;
    return this.newlineCount > MAX_LINES ? `${String(MAX_LINES)} lines` : undefined;
  }
}
