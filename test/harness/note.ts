import { reportPortVariable } from './testEvent';
import { sendEvent } from './sendEvent';

/** Puts a figure into the output of the run, also from inside an extension host, whose console nobody reads. */
export function note(text: string): void {
  if (process.env[reportPortVariable]) sendEvent({ type: 'note', text });
  else console.log(text);
}
