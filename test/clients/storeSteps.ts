import type { Client, Step } from './client';
import type { Room } from './room';
import type { StoreClient } from './storeClient';
import { StoreUse } from './storeUse';

const megabyte = 1024 * 1024;

// In a URL, a header, a listing and on a command line each of these means something, or is more than one byte.
const oddNames = ['a b.jar', 'a+b.jar', '100%.jar', 'a%20b.jar', '订单服务.jar', 'rocket-🚀.jar', "it's (1)&[2].jar"];

/** What each command line of the store is asked to do. */
export function storeSteps(client: StoreClient): Client {
  const use = new StoreUse(client);
  const steps: Step[] = [
    { name: '5 kB up and down', run: (room) => use.upAndDown(room, 'small.jar', 5000) },
    // So many that the last part is an odd one; coscmd begins to send parts above 100 MB.
    { name: '100 MB up and down', run: (room) => use.upAndDown(room, 'large.jar', 100 * megabyte + 12_345) },
    { name: 'ls', run: (room) => use.list(room) },
    { name: 'du', run: (room) => use.sum(room) },
    { name: 'copy', run: (room) => use.copy(room) },
    { name: 'delete', run: (room) => use.remove(room) },
    { name: 'rm -r', run: (room) => use.removeAll(room) },
    ...oddNames.map((name) => ({ name: `name: ${name}`, run: (room: Room) => use.oddName(room, name) })),
    { name: 'temporary key: up and down', run: (room) => use.temporary(room) },
    { name: 'temporary key: another object is refused', run: (room) => use.otherObject(room) },
    { name: 'expired key: refused as expired', run: (room) => use.expired(room) },
  ];
  return { name: client.name, versionArgs: client.versionArgs, steps };
}
