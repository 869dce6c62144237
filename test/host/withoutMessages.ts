import { outcomeOf, type WithErrorReporting } from '../../src/ui/vscode/errorReporter';

/** Runs a job once, and tells nobody how it ends. */
export const withoutMessages: WithErrorReporting = (_what, job) => outcomeOf(job);
