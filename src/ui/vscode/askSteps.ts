/** Way that a person left one question. */
export type Answer = 'next' | 'back' | 'closed';

/** One question; it offers a way back where there is one. */
export type Step = (canGoBack: boolean) => Promise<Answer>;

/**
 * Asks the questions in order, going back where asked to. They are made anew after each answer, as one may decide which
 * come after it. Resolves with whether the last one was answered.
 */
export async function askSteps(steps: () => readonly Step[]): Promise<boolean> {
  for (let at = 0; ;) {
    const step = steps()[at];
    if (!step) return true;
    const answer = await step(at > 0);
    if (answer === 'closed') return false;
    at = answer === 'back' ? at - 1 : at + 1;
  }
}
