import { Refusal } from '../refusal';
import { authorize } from './authorize';
import type { Operation, OperationRequest } from './operation';
import { readDocument } from './readDocument';
import { unescaped, xmlAnswer } from './xml';

const MOST = 1000;

/**
 * Removes each object that the body names and the credential may remove. The response lists the objects removed, if not
 * `Quiet`, and the error of each other.
 */
export const deleteObjects: Operation = async (request) => {
  const xml = await readDocument(request);
  const isQuiet = /<Quiet>\s{0,100}true\s{0,100}<\/Quiet>/i.test(xml);
  const tried = readKeys(xml).map((key) => ({ key, refusal: remove(request, key) }));
  return xmlAnswer('DeleteResult', {
    Deleted: isQuiet ? undefined : tried.flatMap(({ key, refusal }) => (refusal ? [] : [{ Key: key }])),
    Error: tried.flatMap(({ key, refusal }) =>
      refusal ? [{ Key: key, Code: refusal.code, Message: refusal.message }] : [],
    ),
  });
};

function remove({ bucket, grant, conditions, store }: OperationRequest, key: string): Refusal | undefined {
  try {
    authorize(conditions.policy, grant, 'DeleteObject', bucket, key);
    store.delete(bucket, key);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function readKeys(xml: string): readonly string[] {
  const objects = [...xml.matchAll(/<Object>([\s\S]{0,10000}?)<\/Object>/g)];
  const keys = objects.map(([, inner = '']) => unescaped(/<Key>([\s\S]{1,9000}?)<\/Key>/.exec(inner)?.[1] ?? ''));
  if (keys.length > 0 && keys.length <= MOST && keys.every(Boolean)) return keys;
  throw new Refusal(400, 'MalformedXML', 'The XML you provided was not well-formed, or names no object or too many.');
}
