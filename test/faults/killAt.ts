import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Room } from './room';
import type { ChildOrder } from './uploadInChild';

/** The moment at which a child is killed: as its `nth` request (from 1) arrives, or when that was carried out. */
export interface KillPoint {
  readonly nth: number;
  readonly when: 'beforeBody' | 'beforeAnswer';
}

/** Runs an upload in a child until that moment and, where the request was carried out, until `caughtUp`, and kills it there. */
export async function killAt(
  { nth, when }: KillPoint,
  room: Room,
  order: ChildOrder,
  caughtUp: () => Promise<void>,
): Promise<void> {
  const { conditions, requests } = room.sandbox;
  conditions.faults = [{ nth, effect: { type: 'hang', when } }];
  const child = spawn(process.execPath, [join(__dirname, 'uploadInChild.js'), JSON.stringify(order)], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while ((await requests.next()).outcome !== 'hung');
  if (when === 'beforeAnswer') await caughtUp();
  child.kill('SIGKILL');
  const [code] = (await ended) as [number | null];
  assert.equal(code, null, `it ended by itself with ${code}`);
  conditions.faults = [];
}
