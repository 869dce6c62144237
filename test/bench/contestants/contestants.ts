import { oursBeside } from './beside';
import type { Contestant } from './contestant';
import { ours } from './ours';
import { coscli, coscmd, curl } from './programs';
import { rawStream } from './rawStream';
import { sdkPut, sdkSlice } from './sdk';

const MB = 1e6;

/** Everybody who can take part, by the name in the tables. */
export const contestants = {
  'curl -T': curl,
  'raw node:http': rawStream,
  coscli,
  coscmd,
  'SDK putObject': sdkPut,
  'SDK slice, defaults': sdkSlice(),
  'SDK slice, 8 MB × 4': sdkSlice({ partBytes: () => 8 * MB, parallel: 4 }),
  'SDK slice, 16 MB × 8': sdkSlice({ partBytes: () => 16 * MB, parallel: 8 }),
  'SDK slice, 16 even parts': sdkSlice({ partBytes: (bytes) => Math.ceil(bytes / 16), parallel: 16 }),
  'ours beside': oursBeside,
  ours,
} satisfies Readonly<Record<string, Contestant>>;

export type ContestantName = keyof typeof contestants;
