import { record } from '../http/fields';

// A thousand objects of a listing have some 25,000. The parser takes seconds for megabytes of nothing else.
const maxTags = 100_000;

/**
 * Parses the root element `name` of a response of COS with the official SDK's parser; `undefined` for another root or
 * malformed XML. Its fields are texts, fields, or lists of either.
 */
export async function readCosXml(xml: string, name: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!xml.includes(`<${name}`) || /<!(?:DOCTYPE|ENTITY)/i.test(xml) || hasMore(xml, '<', maxTags)) return undefined;
  // The parser takes what is cut short for the whole.
  const end = xml.trimEnd();
  if (!end.endsWith(`</${name}>`) && !end.endsWith(`<${name}/>`)) return undefined;
  const { default: util } = await import(/* webpackChunkName: "cos-sdk" */ 'cos-nodejs-sdk-v5/sdk/util');
  try {
    const document = record(util.xml2json(xml));
    const roots = Object.keys(document).filter((key) => key !== '#text');
    return roots.length === 1 && roots[0] === name && !Array.isArray(document[name])
      ? record(document[name])
      : undefined;
  } catch {
    return undefined;
  }
}

function hasMore(text: string, sign: string, max: number): boolean {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0 && found <= max; at = text.indexOf(sign, at + 1)) found++;
  return found > max;
}
