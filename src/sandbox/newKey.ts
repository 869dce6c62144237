import { randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Creates an API credential that nobody had before, in the form of Tencent Cloud's. */
export function newKey(): { readonly secretId: string; readonly secretKey: string } {
  return { secretId: `AKID${randomText()}`, secretKey: randomText() };
}

function randomText(): string {
  return Array.from({ length: 32 }, () => letters[randomInt(letters.length)]).join('');
}
