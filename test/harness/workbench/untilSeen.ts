/** What can be looked for: a locator, or something made of one element. */
export interface Seen {
  isVisible(): Promise<boolean>;
  /** Rejects after `timeout` ms. */
  waitFor(wanted: { readonly state: 'visible' | 'hidden'; readonly timeout: number }): Promise<unknown>;
}

/** How long a person waits for what should have happened before doing it again, in ms. */
const patience = 15_000;
const tries = 3;

/**
 * Acts again until what it should lead to is there: VS Code loses a click that falls on a list which it is just drawing
 * anew, and a key that comes before it has the focus. Acts not at all where the effect is there already, so an action may
 * be one that a second time takes back. Rejects with the reason of the last of a few tries.
 */
export async function untilSeen(effect: Seen, act: () => Promise<unknown>): Promise<void> {
  await repeated(effect, 'visible', act);
}

/** The same for an action that takes something away. */
export async function untilGone(what: Seen, act: () => Promise<unknown>): Promise<void> {
  await repeated(what, 'hidden', act);
}

async function repeated(what: Seen, wanted: 'visible' | 'hidden', act: () => Promise<unknown>): Promise<void> {
  const isThere = async () => (await what.isVisible()) === (wanted === 'visible');
  for (let left = tries; !(await isThere()); left--) {
    try {
      await act();
      await what.waitFor({ state: wanted, timeout: patience });
    } catch (error) {
      // What was waited for may have come with the last moment; what was acted on may be gone because it worked.
      if (left <= 1 && !(await isThere())) throw error;
    }
  }
}
