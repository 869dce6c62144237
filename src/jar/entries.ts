import { headerSize, nameAt, nameBytesAt, parseHeader, type Header } from './parseHeader';
import type { ByteSource } from '../core/ports/packageReader';

/** One file of a ZIP, by its central directory. */
export interface Entry extends Omit<Header, 'next'> {
  readonly name: string;
}

const slash = 0x2f;
const beyondAscii = /[\x80-\xff]/;

/**
 * The files of a ZIP, without folders, in the order of its directory. Entries are made at each access: tens of thousands
 * of objects that nobody looks at would take most of the time.
 */
export class Entries {
  /** The position of each header. */
  private readonly positions: number[] = [];
  /** The names that are not plain ASCII, by index. */
  private readonly decodedNames = new Map<number, string>();
  /** The directory with a letter for each byte, which can be cut at next to no cost. */
  private readonly letters: string;

  constructor(
    private readonly source: Pick<ByteSource, 'name'>,
    private readonly directory: Buffer,
  ) {
    this.letters = directory.toString('latin1');
  }

  get length(): number {
    return this.positions.length;
  }

  /** Adds the entry whose header, which has been parsed, lies at `position`, unless it is a folder. */
  add(position: number): void {
    const start = position + headerSize;
    const end = start + nameBytesAt(this.directory, position);
    if (end > start && this.directory[end - 1] === slash) return;
    if (beyondAscii.test(this.letters.slice(start, end))) {
      this.decodedNames.set(this.positions.length, nameAt(this.directory, position));
    }
    this.positions.push(position);
  }

  at(index: number): Entry {
    const { isDeflated, crc32, packedBytes, bytes, headerAt } = this.header(index);
    return { name: this.name(index), isDeflated, crc32, packedBytes, bytes, headerAt };
  }

  /** Finds the indexes of the entries whose names match. */
  find(matches: (name: string) => boolean): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < this.positions.length; index++) if (matches(this.name(index))) found.push(index);
    return found;
  }

  /** Finds the indexes of the entries below a folder, given in ASCII and with its slash; decodes no other names. */
  below(folder: string): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < this.positions.length; index++) {
      const start = (this.positions[index] ?? 0) + headerSize;
      if (this.letters.startsWith(folder, start) && this.name(index).startsWith(folder)) found.push(index);
    }
    return found;
  }

  /** Returns the entries whose names match. */
  filter(matches: (name: string) => boolean): readonly Entry[] {
    return this.find(matches).map((index) => this.at(index));
  }

  name(index: number): string {
    const decoded = this.decodedNames.size > 0 ? this.decodedNames.get(index) : undefined;
    if (decoded !== undefined) return decoded;
    const start = (this.positions[index] ?? 0) + headerSize;
    return this.letters.slice(start, start + nameBytesAt(this.directory, start - headerSize));
  }

  private header(index: number): Header {
    return parseHeader(this.source, this.directory, this.positions[index] ?? NaN);
  }
}
