import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkImports, rulesOf, type Sources } from './checkImports';

const root = rootAbove(__dirname);

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'src', 'core', 'model.ts')) ? folder : rootAbove(dirname(folder));
}

const rules = rulesOf(readFileSync(join(root, 'docs', 'architecture.md'), 'utf8'));

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
  'src/browse/nodes.ts': '',
  'src/files/fileLock.ts': '',
  'src/hashing/reader.ts': '',
  'src/journal/fileJournal.ts': '',
  'src/transfer/upload/fileUploader.ts': '',
  'src/jar/checkPackageFile.ts': '',
  'src/cloud/tem/temClient.ts': '',
  'src/ui/messages/formatBytes.ts': '',
  'src/ui/vscode/showMessage.ts': '',
  'src/ui/accounts/accounts.ts': '',
  'src/ui/applications/applicationsView.ts': '',
  'src/ui/uploads/uploads.ts': '',
  'src/ui/packages/commands.ts': '',
  'src/sandbox/sandbox.ts': '',
  'src/adapters.ts': '',
  'src/services.ts': '',
  'src/subjects.ts': '',
  'src/views.ts': '',
  'src/commands.ts': '',
  'src/extension.ts': '',
};

/** A small tidy source with one file more. */
function plant(path: string, source: string): readonly string[] {
  return checkImports(rules, new Map(Object.entries({ ...files, [path]: source })));
}

describe('imports', () => {
  it('are as architecture.md says', () => {
    const sources = realSources();
    assert.ok(sources.size > 20, `src has only ${sources.size} files: read from the wrong place?`);
    assert.deepEqual(checkImports(rules, sources), []);
  }).timeout(20_000);

  for (const [path, source] of [
    ['src/core/step.ts', `import type { Site } from './model';`],
    ['src/browse/tree.ts', `import '../core/model'; import './nodes';`],
    ['src/files/lock.ts', `import { open } from 'node:fs/promises'; import './fileLock';`],
    ['src/hashing/sums.ts', `import '../core/model'; import { Worker } from 'node:worker_threads';`],
    ['src/journal/entry.ts', `import '../core/model'; import '../files/fileLock'; import 'node:crypto';`],
    ['src/transfer/upload/plan.ts', `import type { Site } from '../../core/model'; import '../../hashing/reader';`],
    ['src/transfer/download/part.ts', `import { open } from 'node:fs/promises'; import '../../files/fileLock';`],
    ['src/jar/read.ts', `import { open } from 'node:fs/promises';`],
    [
      'src/cloud/cos/cos.ts',
      `await import('cos-nodejs-sdk-v5'); import type C from 'tencentcloud-sdk-nodejs/tencentcloud/x';`,
    ],
    ['src/ui/messages/say.ts', `import * as vscode from 'vscode'; import '../../core/model'; import './formatBytes';`],
    ['src/ui/vscode/show.ts', `import { basename } from 'node:path'; import '../messages/formatBytes';`],
    ['src/ui/accounts/form.ts', `import '../vscode/showMessage'; import '../../browse/nodes';`],
    ['src/ui/uploads/list.ts', `import '../applications/applicationsView'; import '../accounts/accounts';`],
    ['src/sandbox/cos/store.ts', `import '../sandbox'; import { createServer } from 'node:http';`],
    ['src/adapters.ts', `import './transfer/upload/fileUploader'; void import('./cloud/tem/temClient');`],
    ['src/services.ts', `import './adapters'; import './ui/accounts/accounts'; void import('./sandbox/sandbox');`],
    [
      'src/subjects.ts',
      `import type {} from './services'; import type {} from './views'; void import('./ui/uploads/uploads');`,
    ],
    ['src/views.ts', `import './browse/nodes'; import './ui/uploads/uploads';`],
    ['src/commands.ts', `import type {} from './subjects'; import './ui/vscode/showMessage';`],
    [
      'src/extension.ts',
      `import * as vscode from 'vscode'; import './commands'; import './views'; void import('./subjects');`,
    ],
  ] as const) {
    it(`allowed in ${path}: ${source}`, () => assert.deepEqual(plant(path, source), []));
  }

  for (const [path, source] of [
    ['src/core/step.ts', `import { open } from 'node:fs';`],
    ['src/core/step.ts', `import type { Uri } from 'vscode';`],
    ['src/core/step.ts', `import { TemClient } from '../cloud/tem/temClient';`],
    ['src/core/step.ts', `import type { TemClient } from '../cloud/tem/temClient';`],
    ['src/core/step.ts', `export { TemClient } from '../cloud/tem/temClient';`],
    ['src/core/step.ts', `export type { TemClient } from '../cloud/tem/temClient';`],
    ['src/core/step.ts', `export * from '../cloud/tem/temClient';`],
    ['src/core/step.ts', `const tem = await import('../cloud/tem/temClient');`],
    ['src/core/step.ts', 'const tem = await import(`../cloud/tem/temClient`);'],
    ['src/core/step.ts', `const tem = require('../cloud/tem/temClient');`],
    ['src/core/step.ts', `import tem = require('../cloud/tem/temClient');`],
    ['src/core/step.ts', `let tem: import('../cloud/tem/temClient').TemClient;`],
    ['src/core/step.ts', `let tem: typeof import('../cloud/tem/temClient');`],
    ['src/core/step.ts', `/// <reference path="../cloud/tem/temClient.ts" />`],
    ['src/core/step.ts', `/// <reference types="vscode" />`],
    ['src/core/step.ts', `const where = 'vscode'; require(where);`],
    ['src/core/step.ts', `import { createRequire } from 'node:module'; createRequire(__filename)('vscode');`],
    ['src/browse/tree.ts', `import type { Uri } from 'vscode';`],
    ['src/browse/tree.ts', `import '../ui/applications/applicationsView';`],
    ['src/browse/tree.ts', `import 'node:path';`],
    ['src/files/lock.ts', `import '../core/model';`],
    ['src/files/lock.ts', `import '../journal/fileJournal';`],
    ['src/hashing/sums.ts', `import '../files/fileLock';`],
    ['src/journal/entry.ts', `import '../transfer/upload/fileUploader';`],
    ['src/journal/entry.ts', `import '../cloud/tem/temClient';`],
    ['src/transfer/upload/plan.ts', `import { packageFile } from '../../jar/checkPackageFile';`],
    ['src/transfer/upload/plan.ts', `import '../../cloud/tem/temClient';`],
    ['src/transfer/upload/plan.ts', `import '../../journal/fileJournal';`],
    ['src/transfer/upload/plan.ts', `import fs from 'fs';`],
    ['src/transfer/upload/plan.ts', `import COS from 'cos-nodejs-sdk-v5';`],
    ['src/jar/read.ts', `import yauzl from 'yauzl';`],
    ['src/jar/read.ts', `import '../files/fileLock';`],
    ['src/cloud/tem/tem.ts', `import type { Uri } from 'vscode';`],
    ['src/cloud/tem/tem.ts', `import 'tencentcloud-sdk-nodejs-common';`],
    ['src/cloud/tem/tem.ts', `import '../../sandbox/sandbox';`],
    ['src/cloud/tem/tem.ts', `import '../../ui/vscode/showMessage';`],
    ['src/ui/uploads/view.ts', `import { readFile } from 'node:fs/promises';`],
    ['src/ui/uploads/view.ts', `import type { TemClient } from '../../cloud/tem/temClient';`],
    ['src/ui/uploads/view.ts', `import type { Sandbox } from '../../sandbox/sandbox';`],
    ['src/ui/uploads/view.ts', `import '../packages/commands';`],
    ['src/ui/uploads/view.ts', `import '../../services';`],
    ['src/ui/uploads/view.ts', `import '../../extension';`],
    ['src/ui/applications/view.ts', `import '../uploads/uploads';`],
    ['src/ui/accounts/view.ts', `import '../applications/applicationsView';`],
    ['src/ui/vscode/show.ts', `import '../accounts/accounts';`],
    ['src/ui/messages/say.ts', `import '../vscode/showMessage';`],
    ['src/ui/view.ts', `import '../core/model';`],
    ['src/sandbox/store.ts', `import type { UploadGrant } from '../core/model';`],
    ['src/sandbox/store.ts', `import 'vscode';`],
    ['src/adapters.ts', `import './ui/uploads/uploads';`],
    ['src/adapters.ts', `import * as vscode from 'vscode';`],
    ['src/adapters.ts', `import './sandbox/sandbox';`],
    ['src/services.ts', `import './cloud/tem/temClient';`],
    ['src/services.ts', `import './subjects';`],
    ['src/subjects.ts', `import './sandbox/sandbox';`],
    ['src/views.ts', `import './services';`],
    ['src/commands.ts', `import './services';`],
    ['src/extension.ts', `import './browse/nodes';`],
    ['src/subjects.ts', `import type { Disposable } from 'vscode';`],
    ['src/extension.ts', `import './cloud/tem/temClient';`],
    ['src/extension.ts', `import COS from 'cos-nodejs-sdk-v5';`],
    ['src/extension.ts', `import { seededBytes } from '../test/fixtures/seededBytes';`],
    ['src/transfer/upload/plan.ts', `import { seededBytes } from '../../../test/fixtures/seededBytes';`],
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
    assert.deepEqual(checkImports(rules, circle), [
      'circle: src/core/a.ts -> src/core/b.ts -> src/core/c.ts -> src/core/a.ts',
    ]);
  });

  it('says where', () => {
    const [complaint] = plant('src/core/step.ts', `// first line\nimport 'vscode';`);
    assert.equal(complaint, 'src/core/step.ts:2 core may not import vscode');
  });
});
