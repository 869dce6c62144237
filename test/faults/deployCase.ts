import assert from 'node:assert/strict';
import { temCode } from '../../src/cloud/tem/temCodes';
import { isRolloutEnd, type Rollout, type RolloutEnd } from '../../src/core/deployment/rollout';
import { AppError } from '../../src/core/errors';
import { type DeployEffect, deployWrites, type DeployWrite } from './deployEffects';
import { automatic, byHand, DeployTrial } from './deployTrial';
import type { Tally } from './tally';

/** One deployment of which a write fails so many times. */
export interface DeployCase {
  readonly name: string;
  readonly write: DeployWrite;
  readonly effect: DeployEffect;
  readonly times: number;
}

const maxPresses = 4;
// Nothing of TEM's; what is tried again; what is looked into; somebody else's operation, which is waited for.
const noRefusals: readonly string[] = [
  ...['', 'throttled', 'busy', 'failedInside', 'timedOutInside', 'serviceAway', 'service'],
  ...['locked', 'componentInstalling'],
];
// The time in which a reading shows what a press has changed.
const seenAfterMs = 8000;

/** Runs a case as a person would who wants the deployment, and checks what became of it in the sandbox's own book. */
export async function runDeployCase(one: DeployCase, tally: Tally): Promise<void> {
  const { write, effect } = one;
  // As short a silence as a busy machine does not keep by itself.
  const timeoutMs = effect.effect?.type === 'hang' ? 1000 : 10_000;
  const { startDelayMs = 0 } = effect;
  const trial = await DeployTrial.start(timeoutMs, write === 'begin' ? { startDelayMs } : {});
  try {
    const end = await (write === 'begin' ? begin(trial, one) : press(trial, write, one));
    tally.remark(`${write} ended ${wordsOf(end)}`);
    checkBook(trial, end, one);
    checkVerdict(end, one);
  } finally {
    await trial.stop();
  }
}

function breakWrites({ sandbox, spoiler }: DeployTrial, { write, effect, times }: DeployCase): void {
  const kind = deployWrites[write];
  if (effect.effect) sandbox.conditions.faults = [{ kind, nth: 1, times, effect: effect.effect }];
  if (effect.answer) spoiler.spoil({ action: kind, times, ...effect.answer });
}

async function begin(trial: DeployTrial, one: DeployCase): Promise<RolloutEnd> {
  const { times } = one;
  breakWrites(trial, one);
  try {
    const { id } = await trial.begin(automatic);
    const end = await trial.end(id);
    if (end.kind !== 'notBegun' || end.error || times === Infinity) return end;
    // Nothing was found: a person is asked, and does it again.
    for (let n = 1; n < times; n++) await trial.end((await trial.begin(automatic)).id);
    return await trial.end((await trial.begin(automatic)).id);
  } catch (error) {
    // What is thrown here a person is told: it did not begin.
    if (error instanceof AppError) return { kind: 'notBegun', error };
    throw error;
  }
}

/** Presses the button, twice at once, whenever it is there; gives up after some times. */
async function press(trial: DeployTrial, write: 'continue' | 'undo', one: DeployCase): Promise<RolloutEnd> {
  const { board } = trial;
  const { id } = await trial.begin(byHand);
  const isWaiting = ({ state }: Rollout): boolean => state.kind === 'waiting';
  assert.ok(await trial.until(id, isWaiting), 'it does not wait');
  breakWrites(trial, one);
  for (let n = 0; n < maxPresses; n++) {
    const pressed = await Promise.allSettled([board[write](id), board[write](id)]);
    const answered = await trial.until(id, ({ asked }) => asked === undefined);
    assert.ok(answered, 'the button never comes back');
    await trial.until(id, (rollout) => !isWaiting(rollout), seenAfterMs);
    const next = await trial.until(id, (rollout) => isWaiting(rollout) || isRolloutEnd(rollout.state));
    if (!next || !isWaiting(next)) return trial.end(id);
    const isTold = answered.refused ?? pressed.some(({ status }) => status === 'rejected');
    assert.ok(isTold, 'nothing says why it was in vain');
  }
  await board.stopWatching(id);
  return board.ended(id);
}

/** Throws where two deployments began, where a verdict is another than the sandbox's, or where a request was done twice. */
function checkBook({ sandbox }: DeployTrial, end: RolloutEnd, { write, times }: DeployCase): void {
  const [begun, ...more] = sandbox.rollouts;
  assert.deepEqual(more, [], 'two deployments began');
  const stages: Partial<Record<RolloutEnd['kind'], string | undefined>> = {
    succeeded: 'finished',
    undone: 'reverted',
    notBegun: undefined,
    // Who leaves has been told what is so: somebody else may go on.
    ...(times === Infinity && { unwatched: write === 'begin' ? undefined : 'waiting' }),
  };
  assert.ok(end.kind in stages, `it ended ${wordsOf(end)}`);
  assert.equal(begun?.stage, stages[end.kind], `it ended ${wordsOf(end)}`);
  assert.ok((begun?.resumes ?? 0) <= 1, 'continued twice');
  assert.ok((begun?.reverts ?? 0) <= 1, 'undone twice');
}

/** Throws where what was done, or could be done, is not what a person was told. */
function checkVerdict(end: RolloutEnd, { write, effect, times }: DeployCase): void {
  const good = write === 'undo' ? 'undone' : 'succeeded';
  const { hasActed, code = '' } = effect;
  const failure = code && (temCode(code) ?? 'service');
  if (write === 'begin' && !hasActed && !noRefusals.includes(failure)) {
    // By the other form of the path.
    const goesOn = isPathCode(code) && times === 1;
    if (goesOn) assert.equal(end.kind, good);
    else assert.equal(wordsOf(end), `notBegun: ${failure}`);
  } else if (hasActed || times < maxPresses) assert.equal(end.kind, good, wordsOf(end));
}

function isPathCode(code: string): boolean {
  return ['MissingParameter.PkgNameNull', 'InvalidParameter', 'InvalidParameterValue.New'].includes(code);
}

function wordsOf(end: RolloutEnd): string {
  return end.kind === 'notBegun' && end.error ? `${end.kind}: ${end.error.failure}` : end.kind;
}
