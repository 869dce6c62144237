import { isOnPath } from '../bench/onPath';
import type { Client } from './client';
import { coscli } from './coscli';
import { coscmd } from './coscmd';
import { type Column, tableOf } from './report';
import { openRoom, type Room } from './room';
import { runClient } from './runClient';
import { storeSteps } from './storeSteps';
import { tccli } from './tccli';

const maxCellLength = 60;

const clients: readonly Client[] = [storeSteps(coscli), storeSteps(coscmd), tccli];

/** Tries every official client that is installed against the sandbox, and tells how each step went. */
async function main(): Promise<void> {
  if (!clients.some(({ name }) => isOnPath(name))) {
    console.log(`None of ${clients.map(({ name }) => name).join(', ')} is on PATH: there is nothing to try.`);
    return;
  }
  const room = await openRoom();
  const failures: string[] = [];
  const began = performance.now();
  try {
    const columns: Column[] = [];
    for (const client of clients) columns.push(await tryClient(room, client, failures));
    console.log(`\n${tableOf(columns)}\n`);
  } finally {
    await room.close();
  }
  failures.forEach((failure) => console.log(`${failure}\n`));
  console.log(`${failures.length} failed, ${Math.round((performance.now() - began) / 1000)} s`);
  if (failures.length > 0) process.exitCode = 1;
}

async function tryClient(room: Room, { name, versionArgs, steps }: Client, failures: string[]): Promise<Column> {
  const cells = new Map<string, string>();
  if (!isOnPath(name)) return { title: name, cells: new Map(steps.map((step) => [step.name, 'not installed'])) };
  const { printed } = await runClient(room, { program: name, args: versionArgs });
  for (const step of steps) {
    const began = performance.now();
    const failure = await step.run(room).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    // The whole of it stands below the table.
    cells.set(step.name, failure?.replace(/\s+/g, ' ').slice(0, maxCellLength) ?? 'ok');
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${name}: ${step.name}: ${cells.get(step.name)} (${seconds} s)`);
    if (failure !== undefined) failures.push(`${name}: ${step.name}: ${failure}`);
  }
  const version = /\d{1,4}(?:\.\d{1,5}){1,4}/.exec(printed)?.[0] ?? '';
  return { title: `${name} ${version}`.trim(), cells };
}

void main();
