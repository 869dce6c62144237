import { Refusal } from '../refusal';
import type { Deployment } from '../world';

/** Returns the error for a deployment in which nothing is under way: no code of its own is documented. */
export function refuseIdle({ environmentId }: Deployment): Refusal {
  const message = `Nothing is being deployed in environment ${environmentId}.`;
  return new Refusal(200, 'ResourceNotFound.VersionNamespaceNotFound', message);
}
