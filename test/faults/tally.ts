import assert from 'node:assert/strict';
import { note } from '../harness/note';

const deadlineMs = 30_000;

/** Counts cases: each runs to its end or its deadline, whatever became of the others. */
export class Tally {
  private ran = 0;
  private held = 0;
  private readonly remarks = new Map<string, number>();

  constructor(private readonly title: string) {}

  /** Runs every case, as many at a time as there are rooms for one, and fails with the names of those that did not hold. */
  async runAll<Case extends { readonly name: string }, Room>(
    cases: readonly Case[],
    rooms: readonly Room[],
    run: (one: Case, room: Room) => Promise<void>,
  ): Promise<void> {
    const left = [...cases];
    const broken: string[] = [];
    const work = async (room: Room): Promise<void> => {
      for (let one = left.shift(); one; one = left.shift()) {
        this.ran += 1;
        try {
          await inTime(run(one, room));
          this.held += 1;
        } catch (error) {
          broken.push(`${one.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        }
      }
    };
    await Promise.all(rooms.map(work));
    assert.equal(broken.length, 0, `${broken.length} of ${cases.length} cases did not hold\n${broken.join('\n')}`);
  }

  /** Counts something worth telling that is no failure. */
  remark(what: string): void {
    this.remarks.set(what, (this.remarks.get(what) ?? 0) + 1);
  }

  tell(): void {
    note(`${this.title}: ${this.ran} cases ran, ${this.held} held`);
    for (const [what, times] of this.remarks) note(`${this.title}: ${what}: ${times}`);
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not settled after ${deadlineMs / 1000} s`)), deadlineMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
