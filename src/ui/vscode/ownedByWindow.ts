import { cancelledError } from '../../core/errors';

interface Disposable {
  dispose(): unknown;
}

/** The parts that end with the window. VS Code disposes of its list of such things once, and never of those that come later. */
export class OwnedByWindow implements Disposable {
  private readonly all: Disposable[] = [];
  private isDisposed = false;

  /**
   * Adds what is to be disposed of at the end of the window. After that, disposes of it at once and throws `cancelled`: nothing
   * more is to be made of it.
   */
  push(...more: readonly Disposable[]): void {
    for (const one of more) {
      if (this.isDisposed) one.dispose();
      else this.all.push(one);
    }
    if (this.isDisposed) throw cancelledError();
  }

  dispose(): void {
    this.isDisposed = true;
    for (const one of this.all.splice(0)) one.dispose();
  }
}
