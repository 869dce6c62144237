import type {
  PlannedEnvironment,
  PlannedPackage,
  PlanWarning,
  ReplacedVersion,
  RolloutPlan,
} from '../core/deployment/rolloutPlan';
import type { RolloutStrategy } from '../core/deployment/rolloutStrategy';
import type { PackageOrigin, Target } from '../core/model';
import { isCount, isText, isWords, oneOf, record, type NoteFields } from './noteFields';

const maxWarnings = 20;

/** Reads a plan from a note; `undefined` where anything that it needs is missing. */
export function readPlan(fields: NoteFields): RolloutPlan | undefined {
  const { id, instances, jdkVersion, neededJava, madeAt } = fields;
  const purpose = oneOf(fields['purpose'], ['deploy', 'undo']);
  const target = readTarget(record(fields['target']));
  const environment = readEnvironment(record(fields['environment']));
  const planned = readPackage(record(fields['package']));
  const replaces = readReplaced(record(fields['replaces']));
  const strategy = readStrategy(record(fields['strategy']));
  if (!purpose || !target || !environment || !planned || !replaces || !strategy) return undefined;
  if (!isText(id) || !isCount(instances) || !isWords(jdkVersion) || !isCount(madeAt)) return undefined;
  const noted: readonly unknown[] = Array.isArray(fields['warnings']) ? fields['warnings'].slice(0, maxWarnings) : [];
  const warnings = noted.flatMap((one) => readWarning(record(one)) ?? []);
  const java = isCount(neededJava) && { neededJava };
  return {
    id,
    purpose,
    target,
    environment,
    package: planned,
    replaces,
    strategy,
    instances,
    jdkVersion,
    ...java,
    warnings,
    madeAt,
  };
}

function readTarget({ accountId, region, applicationId, applicationName }: NoteFields): Target | undefined {
  if (!isText(accountId) || !isText(region) || !isText(applicationId) || !isText(applicationName)) return undefined;
  return { accountId, region, applicationId, applicationName };
}

function readEnvironment({ id, name, kind }: NoteFields): PlannedEnvironment | undefined {
  if (!isText(id) || !isWords(name)) return undefined;
  return { id, name, kind: oneOf(kind, ['test', 'pre', 'prod']) ?? 'other' };
}

function readPackage(fields: NoteFields): PlannedPackage | undefined {
  const { packageName, version, key, bytes, crc64, who, storedAt } = fields;
  if (!isText(packageName) || !isText(version) || !isText(key)) return undefined;
  const origin = readOrigin(record(fields['origin']));
  return {
    packageName,
    version,
    key,
    ...(isCount(bytes) && { bytes }),
    ...(isText(crc64) && /^\d{1,20}$/.test(crc64) && { crc64 }),
    ...(origin && { origin }),
    ...(isText(who) && { who }),
    ...(isCount(storedAt) && { storedAt }),
  };
}

/** Reads the state of git at a build; `undefined` where there is none. */
export function readOrigin({ commit, branch, isDirty }: NoteFields): PackageOrigin | undefined {
  if (!isText(commit) || typeof isDirty !== 'boolean') return undefined;
  return { commit, isDirty, ...(isText(branch) && { branch }) };
}

function readReplaced({ version, packageName }: NoteFields): ReplacedVersion | undefined {
  return isWords(version) && isWords(packageName) ? { version, packageName } : undefined;
}

function readStrategy(fields: NoteFields): RolloutStrategy | undefined {
  const { batches, pauseSeconds, trialInstances, minAvailable } = fields;
  const kind = oneOf(fields['kind'], ['automatic', 'trial', 'manual']);
  if (!kind || !isCount(batches) || !isCount(pauseSeconds) || !isCount(trialInstances)) return undefined;
  if (minAvailable !== -1 && !isCount(minAvailable)) return undefined;
  return { kind, batches, pauseSeconds, trialInstances, minAvailable };
}

function readWarning({ kind, storedAt, runningAt, needed, offered }: NoteFields): PlanWarning | undefined {
  const plain = oneOf(kind, ['dirty', 'sameVersion', 'unverified', 'configurationStays']);
  if (plain) return { kind: plain };
  if (kind === 'older' && isCount(storedAt) && isCount(runningAt)) return { kind, storedAt, runningAt };
  if (kind === 'java' && isCount(needed) && isWords(offered)) return { kind, needed, offered };
  return undefined;
}
