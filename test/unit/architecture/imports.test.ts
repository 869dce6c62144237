import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkImports, type Sources } from './checkImports';

const root = rootAbove(__dirname);

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'src', 'core', 'model.ts')) ? folder : rootAbove(dirname(folder));
}

function realSources(): Sources {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return new Map(
    names.map((name) => [`src/${name.replaceAll('\\', '/')}`, readFileSync(join(root, 'src', name), 'utf8')]),
  );
}

const files: Readonly<Record<string, string>> = {
  'src/core/model.ts': '',
  'src/upload/fileTransfer.ts': '',
  'src/download/fileReceiver.ts': '',
  'src/jar/checkPackageFile.ts': '',
  'src/cloud/temClient.ts': '',
  'src/ui/tree.ts': '',
  'src/sandbox/sandbox.ts': '',
  'src/extension.ts': '',
};

/** A small tidy house with one file more. */
function plant(path: string, source: string): readonly string[] {
  return checkImports(new Map(Object.entries({ ...files, [path]: source })));
}

describe('imports', () => {
  it('are as architecture.md says', () => {
    const sources = realSources();
    assert.ok(sources.size > 20, `src has only ${sources.size} files: read from the wrong place?`);
    assert.deepEqual(checkImports(sources), []);
  }).timeout(20_000);

  for (const [path, source] of [
    ['src/core/step.ts', `import type { Site } from './model';`],
    ['src/upload/plan.ts', `import type { Site } from '../core/model'; import { open } from 'node:fs/promises';`],
    ['src/download/receive.ts', `import { open } from 'node:fs/promises'; import '../upload/fileTransfer';`],
    ['src/jar/read.ts', `import { open } from 'node:fs/promises';`],
    [
      'src/cloud/cos.ts',
      `await import('cos-nodejs-sdk-v5'); import type C from 'tencentcloud-sdk-nodejs/tencentcloud/x';`,
    ],
    [
      'src/ui/view.ts',
      `import * as vscode from 'vscode'; import { basename } from 'node:path'; import '../core/model';`,
    ],
    ['src/sandbox/cos/store.ts', `import '../sandbox'; import { createServer } from 'node:http';`],
    [
      'src/extension.ts',
      `import * as vscode from 'vscode'; import './cloud/temClient'; void import('./sandbox/sandbox');`,
    ],
  ] as const) {
    it(`allowed in ${path}: ${source}`, () => assert.deepEqual(plant(path, source), []));
  }

  for (const [path, source] of [
    ['src/core/step.ts', `import { open } from 'node:fs';`],
    ['src/core/step.ts', `import type { Uri } from 'vscode';`],
    ['src/core/step.ts', `import { TemClient } from '../cloud/temClient';`],
    ['src/core/step.ts', `import type { TemClient } from '../cloud/temClient';`],
    ['src/core/step.ts', `export { TemClient } from '../cloud/temClient';`],
    ['src/core/step.ts', `export type { TemClient } from '../cloud/temClient';`],
    ['src/core/step.ts', `export * from '../cloud/temClient';`],
    ['src/core/step.ts', `const tem = await import('../cloud/temClient');`],
    ['src/core/step.ts', 'const tem = await import(`../cloud/temClient`);'],
    ['src/core/step.ts', `const tem = require('../cloud/temClient');`],
    ['src/core/step.ts', `import tem = require('../cloud/temClient');`],
    ['src/core/step.ts', `let tem: import('../cloud/temClient').TemClient;`],
    ['src/core/step.ts', `let tem: typeof import('../cloud/temClient');`],
    ['src/core/step.ts', `/// <reference path="../cloud/temClient.ts" />`],
    ['src/core/step.ts', `/// <reference types="vscode" />`],
    ['src/core/step.ts', `const where = 'vscode'; require(where);`],
    ['src/core/step.ts', `import { createRequire } from 'node:module'; createRequire(__filename)('vscode');`],
    ['src/upload/plan.ts', `import { packageFile } from '../jar/checkPackageFile';`],
    ['src/upload/plan.ts', `import '../cloud/temClient';`],
    ['src/upload/plan.ts', `import '../download/fileReceiver';`],
    ['src/download/receive.ts', `import '../cloud/temClient';`],
    ['src/upload/plan.ts', `import fs from 'fs';`],
    ['src/upload/plan.ts', `import COS from 'cos-nodejs-sdk-v5';`],
    ['src/jar/read.ts', `import yauzl from 'yauzl';`],
    ['src/jar/read.ts', `import '../upload/fileTransfer';`],
    ['src/cloud/tem.ts', `import type { Uri } from 'vscode';`],
    ['src/cloud/tem.ts', `import 'tencentcloud-sdk-nodejs-common';`],
    ['src/cloud/tem.ts', `import '../sandbox/sandbox';`],
    ['src/cloud/tem.ts', `import '../ui/tree';`],
    ['src/ui/view.ts', `import { readFile } from 'node:fs/promises';`],
    ['src/ui/view.ts', `import type { TemClient } from '../cloud/temClient';`],
    ['src/ui/view.ts', `import type { Sandbox } from '../sandbox/sandbox';`],
    ['src/ui/view.ts', `import '../extension';`],
    ['src/sandbox/store.ts', `import type { UploadGrant } from '../core/model';`],
    ['src/sandbox/store.ts', `import 'vscode';`],
    ['src/extension.ts', `import COS from 'cos-nodejs-sdk-v5';`],
    ['src/extension.ts', `import { seededBytes } from '../test/fixtures/seededBytes';`],
    ['src/upload/plan.ts', `import { seededBytes } from '../../test/fixtures/seededBytes';`],
    ['src/utils/strings.ts', `import '../core/model';`],
  ] as const) {
    it(`caught in ${path}: ${source}`, () => assert.notDeepEqual(plant(path, source), []));
  }

  it('caught: a circle, of types too', () => {
    const circle = new Map([
      ['src/core/a.ts', `import { b } from './b';`],
      ['src/core/b.ts', `import type { C } from './c';`],
      ['src/core/c.ts', `import { a } from './a';`],
    ]);
    assert.deepEqual(checkImports(circle), [
      'circle: src/core/a.ts -> src/core/b.ts -> src/core/c.ts -> src/core/a.ts',
    ]);
  });

  it('says where', () => {
    const [complaint] = plant('src/core/step.ts', `// first line\nimport 'vscode';`);
    assert.equal(complaint, 'src/core/step.ts:2 core may not import vscode');
  });
});
