import type { Workbench } from './workbench/workbench';

/** The windows that are open in this process, for whoever wants to see how they look when a test fails. */
export const openWorkbenches = new Set<Workbench>();
