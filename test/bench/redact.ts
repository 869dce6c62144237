import { redact } from '../../src/cloud/http/redact';
import { hostileTexts } from '../fixtures/hostileTexts';

const credentials = [{ secretId: 'AKIDaaaaaaaaaaaaaaaa', secretKey: 'theSecretKey', token: 'the+Session/Token==' }];
const kB = 1000;

/**
 * `node out/test/bench/redact.js`: how long a service's message takes to be redacted, of 256 kB and of 1 MB: the same,
 * whatever stands in it.
 */
function bench(): void {
  console.log('message of                          256 kB      1 MB  ratio');
  for (const name of Object.keys(hostileTexts).filter((one) => one.startsWith('one megabyte'))) {
    const text = hostileTexts[name] ?? '';
    const [small, large] = [median(text.slice(0, 256 * kB)), median(text)];
    const ratio = (large / small).toFixed(2);
    console.log(`${name.slice('one megabyte of '.length).padEnd(32)}${ms(small)}${ms(large)}  ${ratio}`);
  }
}

function median(text: string): number {
  const times = Array.from({ length: 101 }, () => {
    const started = performance.now();
    redact(text, credentials);
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[50] ?? NaN;
}

function ms(time: number): string {
  return `${time.toFixed(3)} ms`.padStart(10);
}

bench();
