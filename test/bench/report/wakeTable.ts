import { median } from '../statistics';
import { earlier, type WakeOutcome, type WakeScore } from '../wake/playWake';
import type { Wake } from '../wake/wakeOnce';
import { figure, table } from './table';
import type { Verdict } from './verdicts';

const maxLoad = 1 / 3;
const maxWake = 1 / 2;
const maxBytes = 60e3;

const together = ({ loadMs, activateMs }: Wake): number => loadMs + activateMs;
const loadOf = ({ loads }: WakeScore): number => median(loads.map(({ ms }) => ms));
const wakeOf = ({ wakes }: WakeScore): number => median(wakes.map(together));

/** How long each extension takes to load in plain Node.js, and to load and to activate in VS Code. */
export function wakeTable({ host, scores }: WakeOutcome): string {
  const before = scores.find(({ name }) => name === earlier);
  const loads = scores.map((score) => {
    const times = score.loads.map(({ ms }) => ms);
    const ratio = loadOf(score) / (before ? loadOf(before) : NaN);
    return [
      score.name,
      String(times.length),
      figure(loadOf(score), ' ms'),
      spread(times),
      figure(ratio),
      kB(score.loads),
    ];
  });
  const wakes = scores
    .filter((score) => score.wakes.length > 0)
    .map((score) => [
      score.name,
      String(score.wakes.length),
      figure(median(score.wakes.map(({ loadMs }) => loadMs)), ' ms'),
      figure(median(score.wakes.map(({ activateMs }) => activateMs)), ' ms'),
      figure(wakeOf(score), ' ms'),
      spread(score.wakes.map(together)),
      figure(wakeOf(score) / (before ? wakeOf(before) : NaN)),
      kB(score.wakes),
    ]);
  const beside = `÷ ${earlier}`;
  return [
    table(['plain Node.js', 'processes', 'load', 'spread', beside, 'loaded'], loads),
    table([host, 'windows', 'load', 'activate', 'together', 'spread', beside, 'loaded'], wakes),
  ].join('\n\n');
}

/** Whether the extension wakes as much more quickly than the earlier one as it should. */
export function wakeVerdicts({ host, scores }: WakeOutcome): readonly Verdict[] {
  const [before, ours] = [earlier, 'ours'].map((wanted) => scores.find(({ name }) => name === wanted));
  if (!before || !ours) return [];
  const ratio = (target: string, value: number, most: number): Verdict => {
    return { target, wanted: `≤ ${figure(most)}`, found: figure(value), isReached: value <= most };
  };
  const bytes = Math.max(...[...ours.loads, ...ours.wakes].map((one) => one.bytes));
  return [
    ratio(`Waking in plain Node.js: time to load ÷ that of ${earlier}`, loadOf(ours) / loadOf(before), maxLoad),
    ratio(`Waking in ${host}: time to load and activate ÷ that of ${earlier}`, wakeOf(ours) / wakeOf(before), maxWake),
    {
      target: 'Waking: what is loaded',
      wanted: `≤ ${figure(maxBytes / 1000, ' kB')}`,
      found: figure(bytes / 1000, ' kB'),
      isReached: bytes <= maxBytes,
    },
  ];
}

function spread(times: readonly number[]): string {
  return `${figure(Math.min(...times))}–${figure(Math.max(...times))}`;
}

function kB(loaded: readonly { readonly bytes: number }[]): string {
  return figure(Math.max(...loaded.map(({ bytes }) => bytes)) / 1000, ' kB');
}
