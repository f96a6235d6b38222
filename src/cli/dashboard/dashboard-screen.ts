import { Writable } from 'node:stream';

/** Another screen than that of the shell, where the terminal has one: what stood there is back afterwards. */
const ENTER = '\u001B[?1049h\u001B[2J\u001B[H';
const LEAVE = '\u001B[?1049l';
const CLEAR = '\u001B[2J\u001B[H';

/**
 * The terminal as Ink may use it. Ink clears the terminal's whole memory of lines when a frame is as high as the
 * terminal; the dashboard never is, so it is told of endless rows. After a resize, what terminals made of the old lines is
 * cleared before Ink draws.
 */
export class DashboardScreen extends Writable {
  readonly isTTY = true;
  readonly #terminal: NodeJS.WriteStream;
  readonly #resized = (): void => {
    this.#terminal.write(CLEAR);
    this.#tell();
    this.emit('resize');
  };
  readonly #tell: () => void;

  /** `tell` is called when the size is another, before Ink draws. */
  constructor(terminal: NodeJS.WriteStream, tell: () => void) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.#tell = tell;
    terminal.on('resize', this.#resized);
    terminal.write(ENTER);
  }

  get columns(): number {
    return this.#terminal.columns;
  }

  get rows(): number {
    return Infinity;
  }

  /** Puts the screen of the shell back. */
  leave(): void {
    this.#terminal.off('resize', this.#resized);
    this.#terminal.write(LEAVE);
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#terminal.write(chunk, done);
  }
}
