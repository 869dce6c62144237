/** Memory that several threads share. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

// Neither lib ES2022 nor @types/node declares it.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
};

/** The size of a buffer to read into; each costs the threads some messages, however large it is. */
export const chunkBytes = 1024 * 1024;

/** The number of buffers: one for each connection, and for each copy whose source is read beside them. */
export const chunks = 20;

const pageBytes = 64 * 1024;

/** The size of the memory in WebAssembly's pages of 64 KiB. */
export const memoryPages = 1 + (chunks * chunkBytes) / pageBytes;

/** Reserves memory for the kernel's own page and the chunks; the system provides only what is used. */
export function newHashMemory(): SharedMemory {
  return new WebAssembly.Memory({ initial: memoryPages, maximum: memoryPages, shared: true });
}

/** Computes the address of the nth chunk. */
export function chunkAt(n: number): number {
  return pageBytes + n * chunkBytes;
}
