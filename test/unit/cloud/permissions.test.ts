import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../../harness/cacheDir';

describe('the permissions that the README asks for', () => {
  it('are those of the actions that the product calls, and no others', () => {
    const clients = ['tem/temClient', 'tem/temRolloutClient', 'sts/stsClient'];
    const called = clients.flatMap((file) => {
      const [service = ''] = file.split('/');
      const source = readFileSync(join(repoRoot, 'src', 'cloud', `${file}.ts`), 'utf8');
      return [...source.matchAll(/action(?::| =) '(\w+)'/g)].map(([, action]) => `${service}:${action}`);
    });
    const [, section = ''] = readFileSync(join(repoRoot, 'README.md'), 'utf8').split('## Permissions needed (CAM)');
    const [table = ''] = section.split('## ');
    const asked = [...table.matchAll(/`((?:tem|sts):\w+)`/g)].map(([, action = '']) => action);
    assert.deepEqual([...new Set(asked)].sort(), [...new Set(called)].sort());
  });
});
