import type { DeployMode } from '../../core/model';
import { text } from '../http/fields';

const modes: readonly DeployMode[] = ['JAR', 'WAR', 'IMAGE'];

/** Reads TEM's `DeployMode`; `OTHER` for any word that is none of it. */
export function readDeployMode(value: unknown): DeployMode {
  const mode = text(value).toUpperCase();
  return modes.find((known) => known === mode) ?? 'OTHER';
}
