import type { Probe } from './probeBundle';

/** What the mistake says: more than anybody but the person may see. */
export const mistake = 'no id for SecretKey=s3cr3t-0123456789 of AKIDexample0123456789';

/** Makes a mistake of the extension: it cannot make an id for an upload. */
export const probe: Probe = (load) => {
  const newId = crypto.randomUUID.bind(crypto);
  crypto.randomUUID = () => {
    const isOurs = /tem-toolkit.*(uploads|shared|extension)\.js/.test(new Error().stack ?? '');
    if (isOurs) throw new TypeError(mistake);
    return newId();
  };
  return load();
};
