import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from '../../../src/core/model';
import { atExit } from '../../harness/atExit';
import { nextMessage } from '../nextMessage';
import type { Scene, SizeName } from '../scenes';
import type { Sink } from '../sink/sink';
import type { ChoiceAnswer, ChoiceSetting, Remembered } from './choiceProcess';

/** From the choice of the application to verified, in ms: first uploads of processes, and later ones of the same. */
export interface ChoiceOutcome {
  readonly scene: Scene;
  readonly size: SizeName;
  readonly unknown: readonly number[];
  readonly known: readonly number[];
  readonly warm: readonly number[];
}

const unknownProcesses = 2;
const knownProcesses = 5;
const warmRounds = 2;
// Uploads are minutes apart: by then nothing is left of the connections.
const apartMs = 5500;

/** Plays the first upload of many processes, on a network that an earlier process knew and on one that none did. */
export async function playChoice(sink: Sink, scene: Scene, size: SizeName, path: string): Promise<ChoiceOutcome> {
  await sink.set(scene.conditions);
  const tem = start('temProcess.js', [JSON.stringify(scene.conditions)]);
  const { endpoints, ...rest } = await nextMessage<Connection>(tem.child);
  const connection = { ...rest, endpoints: { ...endpoints, cos: sink.url } };
  const target = { accountId: 'bench', region: 'ap-guangzhou', ...application };
  const order = { target, path, packageName: 'orders.jar', versionTemplate: 'bench' };
  const setting = (remembered: Remembered): ChoiceSetting => ({ connection, order, remembered });
  const unknown: number[] = [];
  const known: number[] = [];
  const warm: number[] = [];
  let remembered: Remembered = {};
  for (let n = 0; n < unknownProcesses; n++) {
    const [first] = await uploads(sink, setting({}), 1);
    unknown.push(first?.ms ?? NaN);
    remembered = first?.remembered ?? {};
  }
  for (let n = 0; n < knownProcesses; n++) {
    const [first, ...later] = await uploads(sink, setting(remembered), 1 + warmRounds);
    known.push(first?.ms ?? NaN);
    warm.push(...later.map(({ ms = NaN }) => ms));
  }
  tem.stop();
  return { scene, size, unknown, known, warm };
}

const application = { applicationId: 'service-gn54vdy6', applicationName: 'orders' };

/** What one process answers to so many uploads. */
async function uploads(sink: Sink, setting: ChoiceSetting, count: number): Promise<readonly ChoiceAnswer[]> {
  const started = start('choiceProcess.js', []);
  const { child } = started;
  await nextMessage<ChoiceAnswer>(child);
  child.send(setting);
  await nextMessage<ChoiceAnswer>(child);
  const answers: ChoiceAnswer[] = [];
  for (let n = 0; n < count; n++) {
    if (n > 0) await wait(apartMs);
    await sink.usage();
    child.send('upload');
    answers.push(await nextMessage<ChoiceAnswer>(child));
  }
  started.stop();
  return answers;
}

function start(program: string, args: readonly string[]): { readonly child: ChildProcess; stop(): void } {
  const child = fork(join(__dirname, program), args);
  const forget = atExit(() => child.kill());
  return {
    child,
    stop() {
      forget();
      child.disconnect();
    },
  };
}
