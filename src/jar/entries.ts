import { headerSize, nameAt, nameBytesAt, parseHeader, type Header } from './parseHeader';
import type { ByteSource } from '../core/ports/packageReader';

/** One file of a ZIP, as its central directory says. */
export interface Entry extends Omit<Header, 'next'> {
  readonly name: string;
}

const slash = 0x2f;
const beyondAscii = /[\x80-\xff]/;

/**
 * The files of a ZIP, folders left out, in the order of its directory. They are made when asked for: tens of thousands of
 * objects that nobody looks at would take most of the time.
 */
export class Entries {
  /** Where each header lies. */
  private readonly places: number[] = [];
  /** The names that are not plain ASCII, by index. */
  private readonly longer = new Map<number, string>();
  /** The same bytes, a letter each: a piece of it costs next to nothing. */
  private readonly letters: string;

  constructor(
    private readonly source: Pick<ByteSource, 'name'>,
    private readonly directory: Buffer,
  ) {
    this.letters = directory.toString('latin1');
  }

  get length(): number {
    return this.places.length;
  }

  /** Takes in the entry whose header, which has been parsed, lies at `place`, unless it is a folder. */
  add(place: number): void {
    const start = place + headerSize;
    const end = start + nameBytesAt(this.directory, place);
    if (end > start && this.directory[end - 1] === slash) return;
    if (beyondAscii.test(this.letters.slice(start, end))) {
      this.longer.set(this.places.length, nameAt(this.directory, place));
    }
    this.places.push(place);
  }

  at(index: number): Entry {
    const { isDeflated, crc32, packedBytes, bytes, headerAt } = this.header(index);
    return { name: this.name(index), isDeflated, crc32, packedBytes, bytes, headerAt };
  }

  /** The indexes of those whose names fit. */
  find(fits: (name: string) => boolean): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < this.places.length; index++) if (fits(this.name(index))) found.push(index);
    return found;
  }

  /** The indexes of those below a folder, given in ASCII and with its slash: no name is made for the others. */
  below(folder: string): readonly number[] {
    const found: number[] = [];
    for (let index = 0; index < this.places.length; index++) {
      const start = (this.places[index] ?? 0) + headerSize;
      if (this.letters.startsWith(folder, start) && this.name(index).startsWith(folder)) found.push(index);
    }
    return found;
  }

  /** Those whose names fit. */
  filter(fits: (name: string) => boolean): readonly Entry[] {
    return this.find(fits).map((index) => this.at(index));
  }

  name(index: number): string {
    const place = this.places[index] ?? 0;
    const longer = this.longer.size > 0 ? this.longer.get(index) : undefined;
    return longer ?? this.letters.slice(place + headerSize, place + headerSize + nameBytesAt(this.directory, place));
  }

  private header(index: number): Header {
    return parseHeader(this.source, this.directory, this.places[index] ?? NaN);
  }
}
