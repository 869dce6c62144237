import { thisProcess, type LockOwner } from './processLiveness';

/** The owner of what every process may take. */
export const nobody: LockOwner = { pid: 0, host: thisProcess.host };

/** Builds the fields of an owner, as `ownerOf` reads them. */
export function ownerFields({ pid, ...more }: LockOwner): object {
  return { owner: pid, ...more };
}

/** Reads the owner from a note; nobody where it names none, this machine where it names no host. */
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
