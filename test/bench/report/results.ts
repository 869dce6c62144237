import { describeMachine } from './machine';
import type { ChoiceOutcome } from '../choice/playChoice';
import { choiceTable, choiceVerdicts } from './choiceTable';
import type { DeltaOutcome } from '../delta/playDelta';
import { deltaTable } from './deltaTable';
import { deltaVerdicts } from './deltaVerdicts';
import { matchTable } from './matchTable';
import { verdictTable, type Outcome } from './verdicts';
import { wakeTable, wakeVerdicts } from './wakeTable';
import type { WakeOutcome } from '../wake/playWake';

/** What a whole run found. `absent` names programs that are not installed. */
export interface Found {
  readonly outcomes: readonly Outcome[];
  readonly choices: readonly ChoiceOutcome[];
  readonly deltas: readonly DeltaOutcome[];
  readonly wake: WakeOutcome;
  readonly absent: readonly string[];
}

/** The whole of RESULTS.md. */
export function results({ outcomes, choices, deltas, wake, absent }: Found): string {
  const played = outcomes.filter(({ rows }) => rows.length > 0);
  const tables = played.map(
    ({ fixture, rows }) => `### ${fixture.scene.title}, ${fixture.size}\n\n${matchTable(fixture, rows)}`,
  );
  const missing = absent.length > 0 ? `Not installed here, so not measured: ${absent.join(', ')}.` : '';
  const verdicts = verdictTable(played, [...choiceVerdicts(choices), ...deltaVerdicts(deltas), ...wakeVerdicts(wake)]);
  const first = `### The first upload of a process\n\n${choiceNotes}\n\n${choiceTable(choices)}`;
  const changed = ['### Only what changed', deltaNotes];
  for (const outcome of deltas) {
    changed.push(`#### ${outcome.scene.title}, ${outcome.scene.size}, rebuilt`, deltaTable(outcome));
  }
  const awake = `### Waking\n\n${wakeNotes}\n\n${wakeTable(wake)}`;
  return `${[
    intro,
    describeMachine(),
    missing,
    '## Targets',
    verdicts,
    '## Figures',
    notes,
    ...tables,
    first,
    ...changed,
    awake,
  ]
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

const intro = `# Bench

Written by \`npm run bench\`: ways to bring one file into the store, side by side, in turns, each in a process of its own.`;

const notes = `Times are medians of the rounds, with the fastest and the slowest beside. MB are 10⁶ bytes. The floor is the first line: one
stream, nothing checked. Its time leaves out the start of the program; all others' begins with the upload as well. *ours,
first* is the first upload of a process, which also loads the SDK's code; *warm* are the later ones of the same process.
The targets go by the warm ones, the first one's figure stands in brackets: it compiles what the others have compiled, and
on a wide area it has yet to learn how fast the line is.
*memory* is the highest resident memory above that of the idle process (of a program: all of it), *delay* that of the
event loop with its own 1 ms. The store is a process of its own on the same machine that throws away what it knows and
answers with the right sums, learnt in an untimed upload before; *store busy* is the share of the time that it worked:
under 100 % it was not what the contestant waited for. Signatures are not checked. On the wide area all but ours
and the fastest way of the SDK upload 100 MB only once, because nothing but the clock decides there; 1 GB takes part only
where it ends in time. The limit there is size ÷ (16 × 4 MB/s), or ÷ the uplink, + 0.28 s of latencies.`;

const choiceNotes = `What a person waits for after choosing the application: the grant from TEM (a new connection of its own), all of the upload
and the verification, by the extension's own parts but for what knows the editor. TEM is the sandbox behind the same line. While
a person still chooses, the engine is loaded and its reading thread started. A network is known where an earlier process
uploaded over it. Between two uploads of a process all connections have ended.`;

const deltaNotes = `A Spring Boot JAR is uploaded again after a change, and the store has the former build. The package is made: some 230 entries,
classes first, then 95 stored libraries whose bytes nothing can compress. One class has changed, or that and a library of the
usual size, with its name. Where Maven can do it without a network, it builds another pair. Ours compares the two directories
and has the store copy what is equal, at 100 MB/s each part; *sent* are the bytes of all bodies that the store took. All of the
file is sent by everybody else, without delta, and where copies are refused (403). The line is the wide area's behind a shared
uplink; the floor is the first line.`;

const wakeNotes = `What VS Code waits for when the extension wakes, beside the extension of commit 970064f and an empty module, in turns.
*load* is the \`require\` of the production bundle as the VSIX installs it. In plain Node.js, a process each, \`vscode\` is a
stand-in that does nothing. In VS Code, each time one that was never used, signed out, on the sample workspace, a module in
the bundle's place times its \`require\` and *activate*, until what that promises is there. *loaded* is the size of the bundles
that are loaded then.`;
