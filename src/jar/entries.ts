import { headerSize, nameAt, nameBytesAt, parseHeader, type Header } from './parseHeader';
import type { ByteSource } from '../core/ports/packageReader';

/** One file of a ZIP, by its central directory. */
export interface Entry extends Omit<Header, 'next'> {
  readonly name: string;
}

const slash = 0x2f;
const beyondAscii = 0x80;
const chunkBytes = 16 * 1024;

/**
 * The files of a ZIP, without folders, in the order of its directory. Entries are made at each access: tens of thousands
 * of objects that nobody looks at would take most of the time.
 */
export class Entries {
  /** The position of each header. */
  private readonly positions: number[] = [];
  /** The names that are not plain ASCII, by index. */
  private readonly decodedNames = new Map<number, string>();
  /** A piece of the directory with a letter for each byte, which can be cut at next to no cost. */
  private letters = '';
  private lettersAt = 0;

  constructor(
    private readonly source: Pick<ByteSource, 'name'>,
    private readonly directory: Buffer,
  ) {}

  get length(): number {
    return this.positions.length;
  }

  /** Adds the entry whose header, which has been parsed, lies at `position`, unless it is a folder. */
  add(position: number): void {
    const start = position + headerSize;
    const end = start + nameBytesAt(this.directory, position);
    if (end > start && this.directory[end - 1] === slash) return;
    if (!this.isAscii(start, end)) this.decodedNames.set(this.positions.length, nameAt(this.directory, position));
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
      if (this.startsWith(this.positions[index] ?? 0, folder)) found.push(index);
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
    const end = start + nameBytesAt(this.directory, start - headerSize);
    // Piece by piece: all letters at once would take as much memory again as the directory.
    if (start < this.lettersAt || end > this.lettersAt + this.letters.length) {
      this.lettersAt = start;
      this.letters = this.directory.toString('latin1', start, Math.max(end, start + chunkBytes));
    }
    return this.letters.slice(start - this.lettersAt, end - this.lettersAt);
  }

  private startsWith(position: number, folder: string): boolean {
    if (nameBytesAt(this.directory, position) < folder.length) return false;
    const start = position + headerSize;
    for (let i = 0; i < folder.length; i++) {
      if (this.directory[start + i] !== folder.charCodeAt(i)) return false;
    }
    return true;
  }

  private isAscii(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if ((this.directory[at] ?? 0) >= beyondAscii) return false;
    return true;
  }

  private header(index: number): Header {
    return parseHeader(this.source, this.directory, this.positions[index] ?? NaN);
  }
}
