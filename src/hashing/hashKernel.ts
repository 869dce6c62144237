import { crc64Code, crc64TableBytes, foldDistances, foldStep } from './crc64Code';
import { memoryPages, type SharedMemory } from './hashMemory';
import { md5Code, md5Lanes } from './md5Code';
import { wasmModule } from './wasmModule';

interface Wasm {
  md5(blocks: number, ...addresses: readonly number[]): void;
  crc64(register: bigint, from: number, to: number): bigint;
  fold(from: number, to: number, past: number, into: number): void;
}

// Neither lib ES2022 nor @types/node declares it.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

// The first page is the kernel's own; the largest distance in whole steps of `fold`.
const maxDistance = Math.ceil(Math.max(...foldDistances) / foldStep) * foldStep;
const minDistance = Math.floor(Math.min(...foldDistances) / foldStep) * foldStep;
const foldBytes = 32 * 1024;
const statesAt = crc64TableBytes;
const wordsAt = statesAt + 256;
const pastAt = wordsAt + 1024;
const foldedAt = pastAt + maxDistance;
const restAt = foldedAt + foldBytes;
const blockAt = restAt + maxDistance;

/** The state of an MD5 (changed in place) and the address of its next blocks. */
export interface Lane {
  readonly state: Uint32Array;
  readonly at: number;
}

/** MD5 and CRC-64 in WebAssembly, for one thread at a time, over bytes in the chunks of its memory. */
export class HashKernel {
  /** The whole memory: the index of a byte is its address. */
  readonly memory: Buffer;
  private readonly wasm: Wasm;
  private readonly states: Uint32Array;

  constructor(memory: SharedMemory) {
    const module = new WebAssembly.Module(wasmModule([md5Code(statesAt, wordsAt), ...crc64Code()], memoryPages));
    this.wasm = new WebAssembly.Instance(module, { shared: { memory } }).exports as Wasm;
    this.memory = Buffer.from(memory.buffer);
    this.states = new Uint32Array(memory.buffer, statesAt, 4 * md5Lanes);
    fillTables(new BigUint64Array(memory.buffer, 0, crc64TableBytes / 8));
  }

  /** Adds as many 64-byte blocks, at least one, to each of one to eight MD5s; costs as much for one as for eight. */
  md5(lanes: readonly Lane[], blocks: number): void {
    const place = (lane: number, word: number): number => 16 * (lane >> 2) + 4 * word + (lane & 3);
    lanes.forEach(({ state }, lane) => state.forEach((value, word) => (this.states[place(lane, word)] = value)));
    const addresses = Array.from({ length: md5Lanes }, (_, lane) => (lanes[lane] ?? lanes[0])?.at ?? 0);
    this.wasm.md5(blocks, ...addresses);
    lanes.forEach(({ state }, lane) => state.forEach((_, word) => (state[word] = this.states[place(lane, word)] ?? 0)));
  }

  /** Adds one 64-byte block from outside the memory. */
  md5Block(state: Uint32Array, block: Uint8Array): void {
    this.memory.set(block, blockAt);
    this.md5([{ state, at: blockAt }], 1);
  }

  /** Computes the CRC-64/XZ register, which starts and ends inverted, after these bytes. */
  crc64(register: bigint, at: number, bytes: number): bigint {
    const end = at + bytes;
    if (bytes < 4 * maxDistance) return BigInt.asUintN(64, this.wasm.crc64(register, at, end));
    const { memory, wasm } = this;
    memory.fill(0, pastAt, foldedAt);
    const restFrom = end - maxDistance - ((bytes - maxDistance) % foldStep);
    // Short at first: until then nothing was added to later bytes, and the register can be added to the first eight.
    for (let maxBytes = minDistance; at < restFrom; maxBytes = foldBytes) {
      const size = Math.min(maxBytes, restFrom - at);
      wasm.fold(at, at + size, foldedAt, foldedAt);
      if (maxBytes === minDistance) memory.writeBigUInt64LE(memory.readBigUInt64LE(foldedAt) ^ register, foldedAt);
      memory.copyWithin(pastAt, pastAt + size, foldedAt + size);
      at += size;
    }
    // The rest gets what the folded bytes add to it, and is not folded itself.
    memory.fill(0, foldedAt, foldedAt + maxDistance);
    wasm.fold(at, at + maxDistance, foldedAt, restAt);
    const folded = wasm.crc64(0n, restAt, restAt + maxDistance);
    return BigInt.asUintN(64, wasm.crc64(folded, at + maxDistance, end));
  }
}

// Table n, entry i: what byte i does to the register n further bytes on.
function fillTables(tables: BigUint64Array): void {
  for (let n = 0; n < tables.length; n++) {
    const before = tables[n - 256];
    let entry = BigInt(n);
    if (before !== undefined) entry = (before >> 8n) ^ (tables[Number(before & 0xffn)] ?? 0n);
    else for (let bit = 0; bit < 8; bit++) entry = entry & 1n ? (entry >> 1n) ^ 0xc96c5795d7870f42n : entry >> 1n;
    tables[n] = entry;
  }
}
