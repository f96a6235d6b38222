/**
 * How deep the collections of a text are nested, told from lexical tokens alone, before any node is built. A block
 * collection is known by its column; a sequence is one deeper than a mapping of the same column.
 */
export class DepthMeter {
  private readonly ranks: number[] = [];
  private flowDepth = 0;

  get depth(): number {
    return this.ranks.length + this.flowDepth;
  }

  /** Column (from 0) of the innermost block collection; -1 outside of all. */
  get column(): number {
    return (this.ranks.at(-1) ?? -1) >> 1;
  }

  get isInFlow(): boolean {
    return this.flowDepth > 0;
  }

  openFlow(): void {
    this.flowDepth++;
  }

  closeFlow(): void {
    if (this.flowDepth > 0) this.flowDepth--;
  }

  /** An item or a key of a block collection stands at the column (from 0). */
  enterBlock(kind: 'mapping' | 'sequence', column: number): void {
    const rank = column * 2 + (kind === 'sequence' ? 1 : 0);
    while ((this.ranks.at(-1) ?? -1) > rank) this.ranks.pop();
    if (this.ranks.at(-1) !== rank) this.ranks.push(rank);
  }
}
