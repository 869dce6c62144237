import type { ContestantName } from '../contestants/contestants';
import { uplink, wideArea } from '../scenes';
import type { Conditions } from '../sink/conditions';

const MB = 1e6;

/** How often what is uploaded over a line: in full by each of `others` and by ours, from a base, and where copies are refused. */
export interface DeltaRounds {
  readonly others: Partial<Readonly<Record<ContestantName, number>>>;
  readonly ours: number;
  readonly copying: number;
  readonly refused: number;
}

/**
 * A line over which a package is uploaded that the store has an older build of: a made one of `bytes` bytes, or without them one
 * that Maven builds.
 */
export interface DeltaScene {
  readonly title: string;
  readonly size: string;
  readonly bytes?: number;
  readonly conditions: Conditions;
  readonly rounds: DeltaRounds;
  /** The most that uploading what changed may take of the time of the floor, where that is a target. */
  readonly maxShareOfTime?: number;
}

const even = 'SDK slice, 16 even parts';
const usual: Conditions = { ...wideArea, sharedBandwidth: uplink };
const slow: Conditions = { ...wideArea, sharedBandwidth: MB };

/** Where all of a file must be sent nothing but the clock decides, so that there are few rounds. */
export const deltaScenes: readonly DeltaScene[] = [
  {
    title: 'Shared uplink of 12.5 MB/s',
    size: '55MB',
    bytes: 55 * MB,
    conditions: usual,
    rounds: {
      others: { 'curl -T': 2, 'raw node:http': 2, coscli: 2, 'SDK slice, defaults': 1, [even]: 2 },
      ours: 3,
      copying: 6,
      refused: 3,
    },
  },
  {
    title: 'Shared uplink of 12.5 MB/s',
    size: '200MB',
    bytes: 200 * MB,
    conditions: usual,
    rounds: {
      others: { 'curl -T': 1, 'raw node:http': 1, coscli: 1, [even]: 1 },
      ours: 2,
      copying: 5,
      refused: 2,
    },
  },
  {
    title: 'Shared uplink of 12.5 MB/s',
    size: 'built by Maven',
    conditions: usual,
    rounds: { others: { 'curl -T': 1, 'raw node:http': 1 }, ours: 2, copying: 4, refused: 0 },
  },
  {
    title: 'Shared uplink of 1 MB/s',
    size: '55MB',
    bytes: 55 * MB,
    conditions: slow,
    rounds: { others: { 'curl -T': 1, 'raw node:http': 1, coscli: 1, [even]: 1 }, ours: 2, copying: 4, refused: 2 },
    maxShareOfTime: 0.1,
  },
];
