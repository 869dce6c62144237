import { join } from 'node:path';
import type { Contestant } from './contestant';

/** The variable that names another checkout of this repository, compiled, whose engine takes part beside this one's. */
export const besideVariable = 'TEM_TOOLKIT_BENCH_BESIDE';

/** Whether a contestant is this product, of this checkout or the other one. */
export function isOurs(name: string): boolean {
  return name.startsWith('ours');
}

/** The engine of the other checkout, driven by that checkout's own bench. */
export const oursBeside: Contestant = {
  async open() {
    const file = join(process.env[besideVariable] ?? '', 'out/test/bench/contestants/ours.js');
    const { ours } = (await import(file)) as { readonly ours: Contestant };
    return ours.open();
  },
};
