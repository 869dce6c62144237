import { record } from './fields';

/** The root element called `name` of an answer of COS, by the official SDK's parser; empty where there is none. */
export async function readCosXml(xml: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  if (!xml.includes(`<${name}`)) return {};
  const { default: util } = await import(/* webpackChunkName: "cos-sdk" */ 'cos-nodejs-sdk-v5/sdk/util');
  try {
    return record(record(util.xml2json(xml))[name]);
  } catch {
    return {};
  }
}
