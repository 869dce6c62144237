const maxLine = 512;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The line of a manifest, from 1, for which Java refuses all of it. */
export class RefusedLineError extends Error {
  constructor(readonly line: number) {
    super(`line ${line} is refused`);
  }
}

/**
 * The lines of a manifest, one by one, as `java.util.jar.Manifest` splits them: they end with CRLF, LF or CR and have at most
 * 512 bytes with it; what stands behind the last end is no line.
 */
export class ManifestLines {
  private at = 0;
  private count = 0;

  /** Takes a manifest with a letter for each byte. */
  constructor(private readonly text: string) {}

  /** The number of the last line, from 1. */
  get number(): number {
    return this.count;
  }

  /** Tells whether the next line goes on with the last one. */
  get continues(): boolean {
    return this.text[this.at] === ' ';
  }

  /** Tells whether something stands where the next line would. */
  get hasMore(): boolean {
    return this.at < this.text.length;
  }

  /** Returns the next line without its end; `undefined` behind the last. Throws `RefusedLineError` for one that is too long. */
  next(): string | undefined {
    const start = this.at;
    for (let end = start; end < start + maxLine; end++) {
      if (end >= this.text.length) return undefined;
      const code = this.text.charCodeAt(end);
      if (code !== lineFeed && code !== carriageReturn) continue;
      const isPair = code === carriageReturn && this.text.charCodeAt(end + 1) === lineFeed && end + 1 < start + maxLine;
      this.at = end + (isPair ? 2 : 1);
      this.count++;
      return this.text.slice(start, end);
    }
    throw new RefusedLineError(this.count + 1);
  }
}
