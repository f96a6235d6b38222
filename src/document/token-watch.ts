import { CST } from 'yaml';
import type { Code } from '../core/index.ts';
import { MAX_DEPTH, MAX_KEYS, toOneLine } from '../core/index.ts';
import { DepthMeter } from './depth-meter.ts';
import { MAX_LINES, MAX_LIST_ITEMS, MAX_SCALARS } from './document-limits.ts';
import type { FaultList } from './fault-list.ts';
import { REFUSED_TOKENS } from './refused-tokens.ts';
import { findFormFault } from './scalar-form.ts';

/** Looks at the lexical tokens of one text in order; adds faults and knows when a hard limit is passed. */
export class TokenWatch {
  private readonly faults: FaultList;
  private readonly meter = new DepthMeter();
  private offset = 0;
  private lineStart = 0;
  /** Column of the first token since the line or the last indicator began; -1 before it. */
  private contentColumn = -1;
  /** The lines of the open brackets must stand deeper than this column. */
  private flowColumn = -1;
  private isScalarNext = false;
  private keyCount = 0;
  private itemCount = 0;
  private scalarCount = 0;
  private newlineCount = 0;
  private hasDocument = false;
  private isBlockText = false;
  private isLineStart = true;

  constructor(faults: FaultList) {
    this.faults = faults;
  }

  /** False where a hard limit is passed. */
  see(lexeme: string): boolean {
    if (this.isScalarNext) {
      this.isScalarNext = false;
      this.checkFlowLine(lexeme);
      this.isLineStart = lexeme.endsWith('\n');
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
    if (type !== 'space' && type !== 'newline' && type !== 'comment') {
      this.checkFlowLine(lexeme);
      this.isLineStart = false;
    }
    this.seeStructure(type, lexeme);
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
    if (this.isBlockText) this.checkBlockText(lexeme);
    else this.checkForm(lexeme);
    this.isBlockText = false;
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
    if (type === 'block-scalar-header') {
      this.isBlockText = true;
      if (/[0-9+]/u.test(lexeme)) {
        const message = `block header "${lexeme}" is not part of the subset`;
        this.add('HYPER_YAML_BLOCK_HEADER', lexeme, message, 'use |, |-, > or >-, or double quotes');
      }
    }
    if (type === 'doc-start' && !this.hasDocument) {
      this.hasDocument = true;
      return;
    }
    const refused = type === null ? undefined : REFUSED_TOKENS[type];
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

  private seeStructure(type: CST.TokenType | null, lexeme: string): void {
    const column = this.offset - this.lineStart;
    switch (type) {
      case 'newline':
        this.isLineStart = true;
        this.contentColumn = -1;
        this.newlineCount++;
        break;
      case 'comma':
        this.itemCount++;
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
        if (!this.meter.isInFlow) {
          this.markContent();
          this.flowColumn = Math.max(this.meter.column, this.meter.depth === 0 ? this.contentColumn - 1 : -1);
        }
        this.meter.openFlow();
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        this.closeFlow();
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
        this.itemCount++;
        this.hasDocument = true;
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
        this.checkForm(lexeme);
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

  /** The indent of a block text is that of its first line, which readers measure differently where it has a tab. */
  private checkBlockText(lexeme: string): void {
    const firstLine = /^(?: *\r?\n)* *\t/u.exec(lexeme);
    if (firstLine === null) return;
    const start = this.offset + firstLine[0].length - 1;
    const hint = 'begin the first line with another character, or quote the text';
    this.faults.add('HYPER_YAML_TAB', start, start + 1, 'a tab before the first line of a block text', hint);
  }

  private checkForm(lexeme: string): void {
    const fault = findFormFault(lexeme, this.meter.isInFlow ? this.flowColumn : this.meter.column);
    if (fault === undefined) return;
    const start = this.offset + fault.index;
    this.faults.add('HYPER_YAML_SYNTAX', start, start + 1, fault.message, fault.hint);
  }

  /** Lines inside brackets must stand deeper than the block around them. */
  private checkFlowLine(lexeme: string): void {
    if (!this.isLineStart || !this.meter.isInFlow || this.offset - this.lineStart > this.flowColumn) return;
    const hint = 'indent the line deeper than the key or dash that the bracket belongs to';
    this.add('HYPER_YAML_SYNTAX', lexeme, 'a line inside brackets that is not indented', hint);
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
