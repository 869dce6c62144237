import { headerSize, nameAt, nameBytesAt, parseHeader, type Header } from './parseHeader';
import type { ByteSource } from '../core/ports/packageReader';

/** One file of a ZIP, by its central directory. */
export interface Entry extends Omit<Header, 'next'> {
  readonly name: string;
}

const slash = 0x2f;
const beyondAscii = 0x80;
const chunkBytes = 16 * 1024;
const classEnding = Buffer.from('.class');

/**
 * The files of a ZIP, without folders, in the order of its directory. Entries are made at each access: tens of thousands
 * of objects that nobody looks at would take most of the time.
 */
export class Entries {
  private count = 0;
  /** The position of each header. */
  private readonly positions: Uint32Array;
  /** The first byte of each name: most folders are ruled out by it, without a look into the directory. */
  private readonly firstBytes: Uint8Array;
  /** 1 for each class. */
  private readonly classes: Uint8Array;
  /** The names that are not plain ASCII, by index. */
  private readonly decodedNames = new Map<number, string>();
  /** A piece of the directory with a letter for each byte, which can be cut at next to no cost. */
  private letters = '';
  private lettersAt = 0;

  constructor(
    private readonly source: Pick<ByteSource, 'name'>,
    private readonly directory: Buffer,
  ) {
    const most = Math.floor(directory.length / headerSize);
    this.positions = new Uint32Array(most);
    this.firstBytes = new Uint8Array(most);
    this.classes = new Uint8Array(most);
  }

  get length(): number {
    return this.count;
  }

  /** Adds the entry whose header, which has been parsed, lies at `position`, unless it is a folder. */
  add(position: number): void {
    const start = position + headerSize;
    const end = start + nameBytesAt(this.directory, position);
    if (end > start && this.directory[end - 1] === slash) return;
    if (!this.isAscii(start, end)) this.decodedNames.set(this.count, nameAt(this.directory, position));
    this.positions[this.count] = position;
    this.firstBytes[this.count] = end > start ? (this.directory[start] ?? 0) : 0;
    this.classes[this.count] = this.has(classEnding, Math.max(start, end - classEnding.length)) ? 1 : 0;
    this.count++;
  }

  at(index: number): Entry {
    const { isDeflated, crc32, packedBytes, bytes, headerAt } = this.header(index);
    return { name: this.name(index), isDeflated, crc32, packedBytes, bytes, headerAt };
  }

  /** Finds the indexes of the entries whose names match. */
  find(matches: (name: string) => boolean): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < this.count; index++) if (matches(this.name(index))) found.push(index);
    return found;
  }

  /** Finds the indexes of the entries whose names match and do not end with `.class`; decodes no other names. */
  findOther(matches: (name: string) => boolean): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < this.count; index++) {
      if (this.classes[index] === 0 && matches(this.name(index))) found.push(index);
    }
    return found;
  }

  /** Finds the entry of a name: of several the last, which is Java's. */
  named(name: string): Entry | undefined {
    const bytes = Buffer.from(name);
    for (let index = this.count - 1; index >= 0; index--) {
      if (this.firstBytes[index] !== bytes[0]) continue;
      const position = this.positions[index] ?? 0;
      if (nameBytesAt(this.directory, position) === bytes.length && this.has(bytes, position + headerSize))
        return this.at(index);
    }
    return undefined;
  }

  /** Finds the indexes of the entries below a folder, given with its slash; decodes no other names. */
  below(folder: string): readonly number[] {
    const found: number[] = [];
    const bytes = Buffer.from(folder);
    for (let index = 0; index < this.count; index++) {
      if (this.firstBytes[index] !== bytes[0]) continue;
      const position = this.positions[index] ?? 0;
      if (nameBytesAt(this.directory, position) >= bytes.length && this.has(bytes, position + headerSize))
        found.push(index);
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

  private has(bytes: Buffer, at: number): boolean {
    for (let i = 0; i < bytes.length; i++) if (this.directory[at + i] !== bytes[i]) return false;
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
