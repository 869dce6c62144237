/** Memory that several threads see at once. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

// Neither lib ES2022 nor @types/node declares it.
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
};

/** Bytes of a buffer to read into: each costs the threads some messages, however large it is. */
export const chunkBytes = 1024 * 1024;

/** How many of them there are: one a connection. */
export const chunks = 16;

const pageBytes = 64 * 1024;

/** The size of the memory in WebAssembly's pages of 64 KiB. */
export const memoryPages = 1 + (chunks * chunkBytes) / pageBytes;

/** Room for what the kernel needs itself, which is the first page, and for the chunks. Only what is used is taken. */
export function newHashMemory(): SharedMemory {
  return new WebAssembly.Memory({ initial: memoryPages, maximum: memoryPages, shared: true });
}

/** The address of the nth chunk. */
export function chunkAt(n: number): number {
  return pageBytes + n * chunkBytes;
}
