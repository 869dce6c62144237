import type { ChoiceOutcome } from '../choice/playChoice';
import { median } from '../statistics';
import { figure, table } from './table';
import type { Verdict } from './verdicts';

const maxRatio = 1.3;

/** The first uploads of processes beside the later ones. */
export function choiceTable(outcomes: readonly ChoiceOutcome[]): string {
  const lines = outcomes.flatMap(({ scene, size, known, unknown, warm }) => {
    const line = (name: string, times: readonly number[]) => [
      `${titleOf(scene.title)}, ${size}: ${name}`,
      String(times.length),
      figure(median(times) / 1000, ' s'),
      `${figure(Math.min(...times) / 1000)}–${figure(Math.max(...times) / 1000)}`,
      figure(median(times) / median(warm)),
    ];
    return [
      line('first, network known', known),
      line('first, network never seen', unknown),
      line('later ones of a process', warm),
    ];
  });
  return table(['from the choice of the application to verified', 'rounds', 'time', 'spread', '÷ later ones'], lines);
}

/** Whether who uploads for the first time after the start of the editor waits about as long as later. */
export function choiceVerdicts(outcomes: readonly ChoiceOutcome[]): readonly Verdict[] {
  return outcomes.map(({ scene, size, known, unknown, warm }) => {
    const ratio = median(known) / median(warm);
    return {
      target: `${titleOf(scene.title)}, ${size}: first upload of a process, from the choice to verified ÷ later ones`,
      wanted: `≤ ${figure(maxRatio)}`,
      found: `${figure(ratio)} (network never seen ${figure(median(unknown) / median(warm))})`,
      isReached: ratio <= maxRatio,
    };
  });
}

function titleOf(title: string): string {
  return title.split(':')[0] ?? title;
}
