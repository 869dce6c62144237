import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { listPackages } from '../../src/cloud/cos/listPackages';
import { TemClient } from '../../src/cloud/tem/temClient';
import { Catalog, type CatalogDeps } from '../../src/browse/catalog';
import type { Account, Connection } from '../../src/core/model';
import { practiceSeed } from '../../src/sandbox/practiceSeed';
import { Sandbox } from '../../src/sandbox/sandbox';
import { TreeModel, type TreeModelDeps } from '../../src/browse/treeModel';

/** Opens a region of 2,000 applications as the sidebar does; the sandbox, 40 ms away, is a process of its own. */
async function browse(): Promise<void> {
  const child = fork(__filename, ['serve']);
  const [connection] = (await once(child, 'message')) as [Connection];
  const account: Account = { id: 'a', name: 'Bench', site: 'sandbox' };
  const accounts = { list: () => Promise.resolve([account]), connect: () => Promise.resolve(connection) };
  const tem = new TemClient();
  // The SDK is loaded once a window.
  await tem.listEnvironments({ connection, region: 'ap-guangzhou' }, { signal: new AbortController().signal });
  const auth: CatalogDeps['auth'] & TreeModelDeps['auth'] = {
    of: () => undefined,
    observe: (_id, _signal, job) => job,
  };
  const source = new Catalog({ accounts, auth, tem, store: { listPackages }, records: { of: () => [] } });
  const viewOptions = () => ({ filter: '', groupBy: 'region' }) as const;
  const ignore = () => undefined;
  const regions = () => ['ap-guangzhou'];
  const tree = new TreeModel({ source, accounts, auth, regions, viewOptions, onDidChange: ignore, onRefresh: ignore });
  const region = { kind: 'region', account, region: 'ap-guangzhou' } as const;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const began = performance.now();
  const all = await tree.loadedChildren(region);
  const shown = await tree.children(region);
  const ms = performance.now() - began;
  delay.disable();
  child.send('count');
  const [requests] = (await once(child, 'message')) as [number];
  console.log(
    `2,000 applications: ${all.length} known, ${shown.length} rows shown, ${ms.toFixed(0)} ms, ${requests} requests`,
  );
  const p99 = (delay.percentile(99) / 1e6).toFixed(1);
  console.log(`event loop delay: p99 ${p99} ms, longest ${(delay.max / 1e6).toFixed(1)} ms (timer of 5 ms included)`);
  tree.dispose();
  child.kill();
}

async function serve(): Promise<void> {
  const seed = practiceSeed();
  const [account] = seed.accounts;
  const [region] = account?.regions ?? [];
  const model = region?.applications[0];
  if (!region || !model) throw new Error('the practice seed has no application');
  region.applications = Array.from({ length: 2000 }, (_, n) => ({
    ...model,
    id: `service-${n}`,
    name: `app-${n}`,
    packages: [],
  }));
  const sandbox = await Sandbox.start({ seed, conditions: { latency: 40 } });
  const { temUrl: tem, cosUrl: cos, credential } = sandbox;
  process.send?.({ site: 'sandbox', credential, endpoints: { tem, cos } } satisfies Connection);
  process.on('message', () => process.send?.(sandbox.requests.of('DescribeApplications').length));
  process.on('disconnect', () => process.exit(0));
}

void (process.argv[2] === 'serve' ? serve() : browse());
