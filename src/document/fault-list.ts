import type { Code, Diagnostic } from '../core/index.ts';
import { MAX_DIAGNOSTICS_PER_FILE, compareDiagnostics } from '../core/index.ts';
import { formatCodeFrame } from './code-frame.ts';
import { LineIndex } from './line-index.ts';

/** The faults of one text, in order of position, at most `MAX_DIAGNOSTICS_PER_FILE` and a row that counts the rest. */
export class FaultList {
  readonly text: string;
  private lineIndex: LineIndex | undefined;
  private readonly faults: Diagnostic[] = [];
  private readonly seen = new Set<string>();
  private omitted = 0;

  constructor(text: string) {
    this.text = text;
  }

  get lines(): LineIndex {
    this.lineIndex ??= new LineIndex(this.text);
    return this.lineIndex;
  }

  /** True where further faults are only counted. */
  get isFull(): boolean {
    return this.omitted > 0;
  }

  get isEmpty(): boolean {
    return this.faults.length === 0;
  }

  /** Adds an error; the same code at the same place is kept once. */
  add(code: Code, start: number, end: number, message: string, hint?: string): void {
    const id = `${code} ${String(start)}`;
    if (this.seen.has(id)) return;
    if (this.faults.length >= MAX_DIAGNOSTICS_PER_FILE) {
      this.omitted++;
      return;
    }
    this.seen.add(id);
    const span = this.lines.spanOf(start, end);
    const frame = formatCodeFrame(this.text, span);
    this.faults.push({
      code,
      severity: 'error',
      message,
      span,
      frame,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  hasFaultAt(start: number): boolean {
    return this.faults.some((fault) => fault.span?.start.offset === start);
  }

  toDiagnostics(): Diagnostic[] {
    const sorted = [...this.faults].sort(compareDiagnostics);
    if (this.omitted === 0) return sorted;
    const message = `${String(this.omitted)} more faults in this file`;
    const last = sorted.at(-1);
    return [
      ...sorted,
      {
        code: 'HYPER_YAML_FAULTS_OMITTED',
        severity: 'error',
        message,
        ...(last?.span === undefined ? {} : { span: last.span }),
        hint: 'mend the faults above and run again',
      },
    ];
  }
}
