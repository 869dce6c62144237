// A buffer of its own costs some hundred bytes beside its content.
const LARGE = 16 * 1024;

/** Keeps bytes that come in pieces of any size, the small ones joined: a body may come in chunks of one byte each. */
export class Pieces {
  readonly #kept: Buffer[] = [];
  #small: Buffer[] = [];
  #smallSize = 0;

  add(piece: Buffer): void {
    if (piece.length >= LARGE) {
      this.#join();
      this.#kept.push(piece);
      return;
    }
    this.#small.push(piece);
    this.#smallSize += piece.length;
    if (this.#smallSize >= LARGE) this.#join();
  }

  /** Returns all pieces, in their order. */
  all(): readonly Buffer[] {
    this.#join();
    return this.#kept;
  }

  #join(): void {
    if (this.#smallSize > 0) this.#kept.push(Buffer.concat(this.#small));
    this.#small = [];
    this.#smallSize = 0;
  }
}
