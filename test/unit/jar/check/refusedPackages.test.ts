import assert from 'node:assert/strict';
import { memorySource } from '../../../fixtures/memorySource';
import { checkOutcome } from './checkOutcome';
import { refusedPackages } from './refusedPackages';

describe('what Java was seen to refuse is named by the check', () => {
  for (const [name, { bytes, outcome }] of Object.entries(refusedPackages))
    it(name, async () => assert.equal(await checkOutcome(memorySource(bytes)), outcome));
});
