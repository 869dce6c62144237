import assert from 'node:assert/strict';
import { combineCrc64 } from '../../../../src/hashing/combineCrc64';
import { maxPutBytes, planParts, minMultipartBytes, type Plan } from '../../../../src/transfer/upload/planParts';
import { seededBytes } from '../../../fixtures/seededBytes';
import { crc64 } from '../../../harness/crc64';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const TiB = 1024 ** 4;

describe('planParts', () => {
  const plan = (bytes: number, bytesPerSecond?: number) => planParts({ bytes, mayUseParts: true, bytesPerSecond });

  /** Parts in order and without gaps, as COS takes them. */
  function check(made: Plan, bytes: number): void {
    assert.ok(made.kind === 'multipart', `${bytes} bytes in one PUT`);
    const { parts, partBytes } = made;
    assert.ok(parts.length <= 10_000, `${parts.length} parts for ${bytes} bytes`);
    assert.ok(partBytes >= MiB && partBytes <= 5 * GiB);
    let at = 0;
    for (const [n, { number, range }] of parts.entries()) {
      assert.ok(number === n + 1 && range.start === at && range.end > at);
      assert.ok(range.end - at === partBytes || n === parts.length - 1);
      at = range.end;
    }
    assert.equal(at, bytes);
  }

  it('puts small files in one request, and larger ones in parts', () => {
    for (const bytes of [0, 1, MiB - 1, MiB, MiB + 1, minMultipartBytes - 1]) {
      assert.deepEqual(plan(bytes), { kind: 'singlePut', range: { start: 0, end: bytes } });
    }
    check(plan(minMultipartBytes), minMultipartBytes);
  });

  it('fills the connections evenly', () => {
    for (const [megabytes, count, each] of [
      [10, 8, 1.25],
      [100, 16, 6.25],
      [200, 32, 6.25],
    ] as const) {
      const made = plan(megabytes * 1e6);
      assert.ok(made.kind === 'multipart');
      assert.deepEqual([made.parts.length, made.partBytes], [count, each * 1e6]);
    }
  });

  it('makes larger parts where the line is fast', () => {
    for (const [bytes, count] of [
      [100e6, 16],
      [GiB, 64],
    ] as const) {
      const made = plan(bytes, 1e9);
      assert.equal(made.kind === 'multipart' && made.parts.length, count);
    }
  });

  it('keeps what COS allows at any size up to 48 TiB and any speed', function () {
    this.timeout(20_000);
    const random = seededBytes(31, 8000);
    const edges = [5 * MiB, 6 * MiB, 16 * MiB, 64 * MiB, GiB, 5 * GiB, 10_000 * MiB, 160_000 * MiB, TiB, 48 * TiB];
    const sizes = edges.flatMap((edge) => [edge - 1, edge, edge + 1]).filter((size) => size >= minMultipartBytes);
    for (let n = 0; n < 400; n++) {
      const share = random.readUInt32LE(n * 8) / 2 ** 32;
      sizes.push(Math.floor(minMultipartBytes * ((48 * TiB) / minMultipartBytes) ** share));
    }
    for (const [n, size] of sizes.entries()) {
      if (size > 48 * TiB) continue;
      check(plan(size), size);
      check(plan(size, 2 ** (random.readUInt8(n) % 40)), size);
    }
  });

  it('refuses what one PUT cannot take where parts are not allowed', () => {
    const whole = (bytes: number) => planParts({ bytes, mayUseParts: false, bytesPerSecond: undefined });
    assert.equal(whole(maxPutBytes).kind, 'singlePut');
    assert.throws(() => whole(maxPutBytes + 1), { failure: 'tooLarge' });
  });
});

describe('combineCrc64', () => {
  it('gives the CRC of the whole from those of any two runs', () => {
    const bytes = seededBytes(32, 40_000);
    for (let n = 0; n < 300; n++) {
      const length = bytes.readUInt16LE(n * 4) % 40_000;
      const cut = bytes.readUInt16LE(n * 4 + 2) % (length + 1);
      const [first, second] = [bytes.subarray(0, cut), bytes.subarray(cut, length)];
      const joined = combineCrc64(BigInt(crc64(first)), BigInt(crc64(second)), second.length);
      assert.equal(String(joined), crc64(bytes.subarray(0, length)), `${cut} of ${length}`);
    }
  });

  it('joins many runs, of any lengths, in whatever order they are joined', () => {
    const bytes = seededBytes(33, 100_000);
    const cuts = [0, 1, 1, 255, 4096, 65_536, 65_537, 99_999, 100_000];
    const runs = cuts.slice(1).map((end, n) => bytes.subarray(cuts[n], end));
    const join = (a: Buffer, b: Buffer) => combineCrc64(BigInt(crc64(a)), BigInt(crc64(b)), b.length);
    const left = runs.reduce((sum, run) => combineCrc64(sum, BigInt(crc64(run)), run.length), 0n);
    assert.equal(String(left), crc64(bytes));
    assert.equal(String(join(bytes.subarray(0, 255), bytes.subarray(255))), crc64(bytes));
  });

  it('takes lengths beyond 32 bits', () => {
    // Zeros put on in one step must be those put on in two.
    const crc = BigInt(crc64(Buffer.from('orders')));
    const zeros = (bytes: number) => combineCrc64(crc, 0n, bytes);
    assert.equal(zeros(48 * TiB), combineCrc64(zeros(40 * TiB), 0n, 8 * TiB));
    assert.equal(zeros(2 ** 32 + 1), combineCrc64(zeros(2 ** 32), 0n, 1));
  });
});
