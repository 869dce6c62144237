import Mocha from 'mocha';
import { sendEvent } from './sendEvent';

/** Prints as mocha's `spec` does and sends every outcome to the process that counts. */
export class EventReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('pass', (test) => sendEvent({ type: 'passed', title: test.fullTitle(), ms: test.duration ?? 0 }));
    // One of another process has an error's properties, not its class.
    runner.on('fail', (test, error?: Partial<Error>) => {
      const reason = error?.stack ?? error?.message ?? 'no reason was given';
      sendEvent({ type: 'failed', title: test.fullTitle(), ms: test.duration ?? 0, reason });
    });
  }
}
