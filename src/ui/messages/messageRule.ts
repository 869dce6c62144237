/** Standing of something that takes a while. `stage` is another text whenever there is something new to say, `percent` is 0 to 100. */
export interface Stand {
  readonly stage: string;
  readonly percent: number;
}

const maxSilentMs = 15_000;

/**
 * Makes the rule by which a message about progress is due: VS Code reads each to those who cannot see it. It is due first, with
 * every other stage, with each tenth that is reached, and when speed and time left have grown old. `now` is ms of a clock that
 * only goes forward.
 */
export function messageRule(): (stand: Stand, now: number) => boolean {
  let said: { readonly stage: string; readonly tenth: number; readonly at: number } | undefined;
  return ({ stage, percent }, now) => {
    const tenth = Math.floor(percent / 10);
    const isDue = said?.stage !== stage || tenth > said.tenth || now - said.at >= maxSilentMs;
    if (isDue) said = { stage, tenth, at: now };
    return isDue;
  };
}
