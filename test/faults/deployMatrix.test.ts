import { note } from '../harness/note';
import { runDeployCase, type DeployCase } from './deployCase';
import {
  codeEffect,
  deployCodes,
  deployEffects,
  deployWrites,
  type DeployEffect,
  type DeployWrite,
} from './deployEffects';
import { Tally } from './tally';

// Who waits needs no processor.
const places = [1, 2, 3, 4, 5, 6, 7, 8];
const howOften: readonly (readonly [string, number])[] = [
  ['once', 1],
  ['twice', 2],
  ['always', Infinity],
];

describe('every fault at every write of a deployment', () => {
  const tally = new Tally('deploy fault matrix');
  before(() => note('deploy fault matrix: RollingUpdate, Resume and Revert, each once, twice and always'));
  after(() => tally.tell());

  for (const write of Object.keys(deployWrites) as DeployWrite[]) {
    it(`${write}: what is lost on the way, or done and not said`, () => run(write, deployEffects));
    it(`${write}: every documented code`, () => run(write, deployCodes(write).map(codeEffect)));
  }

  function run(write: DeployWrite, effects: readonly DeployEffect[]): Promise<void> {
    const cases = effects.flatMap((effect) =>
      howOften.map(([words, times]): DeployCase => {
        return { name: `${write}, ${effect.name} ${words}`, write, effect, times };
      }),
    );
    return tally.runAll(cases, places, (one) => runDeployCase(one, tally));
  }
});
