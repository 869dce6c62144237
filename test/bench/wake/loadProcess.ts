import Module from 'node:module';
import { dirname } from 'node:path';
import { loadedBytes } from './loadedBytes';
import type { Load } from './loadOnce';

/** Gives itself whatever is asked of it: a bundle only has to be loaded here, not to do anything. */
const standIn: unknown = new Proxy(class {}, {
  get: (target, name, self: unknown) => (name === 'prototype' ? target.prototype : self),
  apply: () => standIn,
  construct: () => standIn as object,
});

// What `require` calls: Node.js has no public way to answer one name by a value.
const loader = Module as unknown as { _load(request: string, ...rest: readonly unknown[]): unknown };
const load = loader._load.bind(loader);
loader._load = (request, ...rest) => (request === 'vscode' ? standIn : load(request, ...rest));

// As a process of its own: node loadProcess.js BUNDLE
const [, , bundle = ''] = process.argv;
const began = performance.now();
load(bundle);
const ms = performance.now() - began;
process.on('disconnect', () => process.exit(0));
process.send?.({ ms, bytes: loadedBytes(dirname(bundle)) } satisfies Load);
