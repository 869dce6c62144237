import assert from 'node:assert/strict';
import { provenanceOf } from '../../../../src/ui/uploads/provenanceOf';

describe('whose a package is, as a repository tells', () => {
  const none = { mergeChanges: [], indexChanges: [], workingTreeChanges: [] };
  const commit = '0a'.repeat(20);

  it('is the person, the account, the commit and the branch', () => {
    const told = provenanceOf('Shop', 'Li Lei', { ...none, untrackedChanges: [1], HEAD: { commit, name: 'main' } });
    assert.deepEqual(told, { who: 'Li Lei (Shop)', origin: { commit, branch: 'main', isDirty: true } });
    assert.deepEqual(provenanceOf('Shop', '', { ...none, HEAD: undefined }), { who: 'Shop' });
  });

  it('is short and plain whatever a repository calls itself: every note and record has it', () => {
    const long = 'x'.repeat(17_000_000);
    const HEAD = { commit, name: `a\u202e\n${long}` };
    const { who = '', origin } = provenanceOf('Shop', `a\u202e\n${long}`, { ...none, HEAD });
    for (const words of [who, origin?.branch ?? '']) {
      assert.ok(words.startsWith('a␊x') && words.length < 220, words.slice(0, 300));
    }
    assert.equal(provenanceOf('Shop', '', { ...none, HEAD: { commit: long } }).origin, undefined);
  });
});
