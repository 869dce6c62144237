import assert from 'node:assert/strict';
import { OwnedByWindow } from '../../../../src/ui/vscode/ownedByWindow';

describe('what ends with the window', () => {
  let disposed: string[];
  beforeEach(() => (disposed = []));
  const part = (name: string) => ({ dispose: () => disposed.push(name) });

  it('is disposed of once, in its order', () => {
    const owned = new OwnedByWindow();
    owned.push(part('services'), part('texts'));
    assert.deepEqual(disposed, []);
    owned.dispose();
    owned.dispose();
    assert.deepEqual(disposed, ['services', 'texts']);
  });

  it('is disposed of at once where it was still being loaded at that end, and what loads it goes no further', () => {
    const owned = new OwnedByWindow();
    owned.dispose();
    assert.throws(() => owned.push(part('services'), part('texts')), { failure: 'cancelled' });
    assert.deepEqual(disposed, ['services', 'texts']);
  });
});
