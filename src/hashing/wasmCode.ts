const noResult = 0x40;

/** WebAssembly instructions one after the other, as text would list them: each method adds the one it is named for. */
export class WasmCode {
  readonly bytes: number[] = [];

  get(local: number): this {
    return this.add(0x20).unsigned(local);
  }

  set(local: number): this {
    return this.add(0x21).unsigned(local);
  }

  tee(local: number): this {
    return this.add(0x22).unsigned(local);
  }

  block(): this {
    return this.add(0x02).add(noResult);
  }

  loop(): this {
    return this.add(0x03).add(noResult);
  }

  end(): this {
    return this.add(0x0b);
  }

  branch(depth: number): this {
    return this.add(0x0c).add(depth);
  }

  branchIf(depth: number): this {
    return this.add(0x0d).add(depth);
  }

  i32(value: number): this {
    return this.add(0x41).signed(value);
  }

  i32Add(): this {
    return this.add(0x6a);
  }

  i32And(): this {
    return this.add(0x71);
  }

  i32ShiftLeft(): this {
    return this.add(0x74);
  }

  i32IsLess(): this {
    return this.add(0x49);
  }

  wrap(): this {
    return this.add(0xa7);
  }

  i64(value: number): this {
    return this.add(0x42).signed(value);
  }

  i64Load(offset: number): this {
    return this.add(0x29).add(0).unsigned(offset);
  }

  i64LoadByte(offset: number): this {
    return this.add(0x31).add(0).unsigned(offset);
  }

  i64Xor(): this {
    return this.add(0x85);
  }

  i64ShiftRight(): this {
    return this.add(0x88);
  }

  load(offset: number): this {
    return this.simd(0).add(0).unsigned(offset);
  }

  store(offset: number): this {
    return this.simd(11).add(0).unsigned(offset);
  }

  /** Sixteen of the 32 bytes of two vectors, picked by their numbers. */
  shuffle(picked: readonly number[]): this {
    this.simd(13);
    for (const byte of picked) this.add(byte);
    return this;
  }

  splat(): this {
    return this.simd(17);
  }

  and(): this {
    return this.simd(78);
  }

  /** The first but not the second. */
  andNot(): this {
    return this.simd(79);
  }

  or(): this {
    return this.simd(80);
  }

  xor(): this {
    return this.simd(81);
  }

  shiftLeft(): this {
    return this.simd(171);
  }

  shiftRight(): this {
    return this.simd(173);
  }

  plus(): this {
    return this.simd(174);
  }

  minus(): this {
    return this.simd(177);
  }

  private simd(opcode: number): this {
    return this.add(0xfd).unsigned(opcode);
  }

  private add(byte: number): this {
    this.bytes.push(byte);
    return this;
  }

  // Numbers are LEB128: seven bits a byte, the lowest first.
  private unsigned(value: number): this {
    return value < 0x80 ? this.add(value) : this.add((value & 0x7f) | 0x80).unsigned(value >>> 7);
  }

  private signed(value: number): this {
    return value >= -0x40 && value < 0x40 ? this.add(value & 0x7f) : this.add((value & 0x7f) | 0x80).signed(value >> 7);
  }
}
