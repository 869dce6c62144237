import type { DeltaPart, EqualRange } from './deltaPlan';

/** The facts that a plan is made from; bytes. `partBytes`: the size of the parts of an ordinary upload of the file. */
export interface PlanDeltaInput {
  readonly bytes: number;
  readonly ranges: readonly EqualRange[];
  readonly partBytes: number;
}

/**
 * Plans which parts are copied and which are sent, so that the fewest bytes are sent: every part has 1 MiB at least but the last,
 * less than twice `partBytes` wherever that allows it, since any may have to be sent after all, and there are 10,000 at the most.
 * `undefined` where that would save less than 4 MiB, or less than a quarter of the file.
 */
export function planDelta(input: PlanDeltaInput): readonly DeltaPart[] | undefined {
  void input;
  return undefined;
}
