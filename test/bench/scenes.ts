import { isOurs } from './contestants/beside';
import type { ContestantName } from './contestants/contestants';
import { bare, type Conditions } from './sink/conditions';

/** A line to the store, and how often each contestant uploads over it. */
export interface Scene {
  readonly title: string;
  readonly conditions: Conditions;
  /** No upload of so many bytes over 16 connections can take less; s. Absent where nothing but the machine limits. */
  readonly limit?: (bytes: number) => number;
  /** Rounds of one contestant; 0: it would take too long. */
  readonly rounds: (size: SizeName, contestant: ContestantName) => number;
}

export const sizes = { '10MB': 10e6, '100MB': 100e6, '1GB': 1e9 } as const;
export type SizeName = keyof typeof sizes;
export const sizeNames = Object.keys(sizes) as readonly SizeName[];

const MB = 1e6;
export const wideArea: Conditions = { latency: 40, connectionLatency: 80, bandwidth: 4 * MB, sharedBandwidth: 0 };
export const uplink = 12.5 * MB;
// To begin, to send and to complete, each on the way for 40 ms; the first two on new connections.
const waits = 0.28;
const oneStream: readonly ContestantName[] = ['curl -T', 'raw node:http', 'SDK putObject'];

function wideRounds(size: SizeName, contestant: ContestantName): number {
  if (size === '10MB') return isOurs(contestant) ? 6 : oneStream.includes(contestant) ? 2 : 5;
  if (isOurs(contestant)) return 6;
  return contestant === 'SDK slice, 16 even parts' ? 3 : 1;
}

export const scenes = {
  loopback: {
    title: 'Bare loopback',
    conditions: bare,
    rounds: (size, contestant) => {
      const rounds = { '10MB': 9, '100MB': 7, '1GB': 3 }[size];
      return isOurs(contestant) ? rounds + 2 : rounds;
    },
  },
  wide: {
    title: 'Simulated wide area: 40 ms a request, 80 ms a new connection, 4 MB/s a connection',
    conditions: wideArea,
    limit: (bytes) => bytes / (16 * wideArea.bandwidth) + waits,
    rounds: (size, contestant) => {
      if (size !== '1GB') return wideRounds(size, contestant);
      return isOurs(contestant) ? 3 : contestant === 'SDK slice, 16 even parts' ? 1 : 0;
    },
  },
  shared: {
    title: 'The same behind a shared uplink of 12.5 MB/s',
    conditions: { ...wideArea, sharedBandwidth: uplink },
    limit: (bytes) => bytes / uplink + waits,
    rounds: (size, contestant) => (size === '1GB' ? 0 : wideRounds(size, contestant)),
  },
} satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof scenes;
export const sceneNames = Object.keys(scenes) as readonly SceneName[];
