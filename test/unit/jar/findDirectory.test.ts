import assert from 'node:assert/strict';
import { findDirectory } from '../../../src/jar/findDirectory';
import { locateDirectory } from '../../../src/jar/locateDirectory';
import { readPackageFacts } from '../../../src/jar/readPackageFacts';
import { memorySource } from '../../fixtures/memorySource';
import { handmadeZip } from './handmadeZip';
import { zip64Bytes } from './zip64Bytes';

function jar(mainClass: string, comment?: string): Buffer {
  return handmadeZip([{ name: 'META-INF/MANIFEST.MF', content: `Main-Class: ${mainClass}\n` }], comment);
}

async function mainClassOf(bytes: Buffer): Promise<string | undefined> {
  return (await readPackageFacts(memorySource(bytes))).mainClass;
}

/** The same ZIP with another number in its last end record. */
function withEnd(bytes: Buffer, write: (end: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  write(copy.subarray(copy.lastIndexOf('PK\x05\x06', undefined, 'latin1')));
  return copy;
}

describe('findDirectory', () => {
  it('counts the bytes behind the end of the ZIP', async () => {
    const one = jar('a.B', 'a comment');
    assert.ok(!('bytesAfterEnd' in (await locateDirectory(memorySource(one)))));
    for (const after of [1, 22, 5000]) {
      const { bytesAfterEnd } = await locateDirectory(memorySource(Buffer.concat([one, Buffer.alloc(after)])));
      assert.equal(bytesAfterEnd, after);
    }
  });

  // `java -jar` starts the second one of each.
  it('refuses two ZIPs, one behind the other', async () => {
    const refused = { failure: 'badPackage', detail: /is two ZIP files, one behind the other/ };
    const large = handmadeZip([{ name: 'a.bin', content: Buffer.alloc(5 * 1024 * 1024) }]);
    for (const first of [jar('a.First'), jar('a.First', 'a comment'), large]) {
      await assert.rejects(locateDirectory(memorySource(Buffer.concat([first, jar('a.Second')]))), refused);
    }
  });

  it('refuses a comment that holds a ZIP', async () => {
    const inner = jar('a.Inner').toString('latin1');
    for (const comment of [inner, `words before ${inner}`]) {
      await assert.rejects(locateDirectory(memorySource(jar('a.Outer', comment))), { failure: 'badPackage' });
    }
    const followed = memorySource(jar('a.Outer', `${inner} words behind`));
    await assert.rejects(locateDirectory(followed), { failure: 'badPackage' });
  });

  it('takes the last record whose comment reaches the end, whatever it says, as Java does', async () => {
    const end = Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1');
    assert.equal(await findDirectory(memorySource(jar('a.B', end.toString('latin1')))), 'withoutEntries');
    end.writeUInt32LE(46, 12);
    assert.equal(await findDirectory(memorySource(jar('a.B', end.toString('latin1')))), 'damaged');
  });

  it('takes a comment that is cut short for a file that is', async () => {
    const commented = jar('a.B', 'a comment');
    assert.equal(await findDirectory(memorySource(commented.subarray(0, commented.length - 3))), 'cutShort');
  });

  it('does not ask for the number of entries: some tools count 65,536 as none', async () => {
    assert.equal(await mainClassOf(withEnd(jar('a.B'), (end) => end.writeUInt32LE(0, 8))), 'a.B');
  });

  it('reads the ZIP64 record though nothing overflows', async () => {
    const manifest = 'Main-Class: a.B\n';
    const forced = zip64Bytes('META-INF/MANIFEST.MF', manifest);
    const directoryAt = forced.indexOf('PK\x01\x02', 0, 'latin1');
    const directoryBytes = forced.indexOf('PK\x06\x06', 0, 'latin1') - directoryAt;
    const narrow = (offset: number) => (end: Buffer) => {
      end.writeUInt16LE(1, 8);
      end.writeUInt16LE(1, 10);
      end.writeUInt32LE(directoryBytes, 12);
      end.writeUInt32LE(offset, 16);
    };
    assert.equal(await mainClassOf(withEnd(forced, narrow(directoryAt))), 'a.B');
    // One that contradicts the narrow record is none.
    const other = withEnd(forced, narrow(directoryAt - 1));
    await assert.rejects(mainClassOf(other), { failure: 'truncatedPackage' });
  });

  it('ends soon where a comment is full of ends', async () => {
    const many = Buffer.alloc(0xffff, jar('a.B'));
    const source = memorySource(Buffer.concat([jar('a.B'), many, Buffer.alloc(9)]));
    assert.equal(typeof (await findDirectory(source)), 'string');
    assert.ok(source.asked.length < 300, `${source.asked.length} reads`);
  });
});
