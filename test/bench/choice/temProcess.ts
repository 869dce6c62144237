import type { Connection } from '../../../src/core/model';
import { Sandbox } from '../../../src/sandbox/sandbox';
import type { Conditions } from '../sink/conditions';

/** The sandbox's TEM as a process of its own; tells how to reach it. Its argument: the line to it, as JSON. */
async function serve(): Promise<void> {
  const { latency, connectionLatency } = JSON.parse(process.argv[2] ?? '') as Conditions;
  const { temUrl: tem, credential } = await Sandbox.start({ conditions: { latency, connectionLatency } });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ site: 'sandbox', credential, endpoints: { tem } } satisfies Connection);
}

void serve();
