/** Way that a person left one question. */
export type Answer = 'next' | 'back' | 'closed';

/** Place of a question among those that are asked one after another; both count from 1. */
export interface StepPlace {
  readonly step: number;
  readonly totalSteps: number;
}

/** One question; it offers a way back where one is before it, and shows which of how many it is. */
export type Step = (place: StepPlace) => Promise<Answer>;

/**
 * Asks the questions in order, going back where asked to. They are made anew after each answer, as one may decide which
 * come after it. Resolves with whether the last one was answered.
 */
export async function askSteps(steps: () => readonly Step[]): Promise<boolean> {
  for (let at = 0; ;) {
    const all = steps();
    const step = all[at];
    if (!step) return true;
    const answer = await step({ step: at + 1, totalSteps: all.length });
    if (answer === 'closed') return false;
    at = answer === 'back' ? at - 1 : at + 1;
  }
}
