import { thisProcess, type LockOwner } from './processLiveness';

/** Nobody: whoever moved it has let go. */
export const nobody: LockOwner = { pid: 0, host: thisProcess.host };

/** An owner as `ownerOf` reads it. */
export function ownerFields({ pid, ...more }: LockOwner): object {
  return { owner: pid, ...more };
}

/** The owner that an entry names; none where it names none, this machine where it names no other. */
export function ownerOf(text: string): LockOwner {
  try {
    const { owner, host, born, boot, up, pulse } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return {
      pid: typeof owner === 'number' ? owner : 0,
      host: typeof host === 'string' ? host : thisProcess.host,
      ...(typeof born === 'string' && { born }),
      ...(typeof boot === 'string' && { boot }),
      ...(typeof up === 'number' && { up }),
      ...(typeof pulse === 'string' && /^[\w.-]{1,300}$/.test(pulse) && { pulse }),
    };
  } catch {
    return nobody;
  }
}
