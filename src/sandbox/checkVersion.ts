import { Refusal } from './refusal';

/** Throws the documented error for a version of a package that is too long, or not in lower case. */
export function checkVersion(version: string): void {
  if (version.length > 128) {
    throw refusal('VersionLengthLimit', 'The value of `version` cannot exceed 128 characters.');
  }
  if (version !== version.toLowerCase()) throw refusal('VersionLowerCase', 'The version must be in lower case.');
}

/** Throws the documented error for a version that cannot be deployed. */
export function checkDeployVersion(version: string): void {
  checkVersion(version);
  if (!/^[a-z0-9][-._a-z0-9]{0,127}$/.test(version)) {
    throw refusal('InvalidDeployVersion', 'The version may have letters, digits, dots, underscores and hyphens only.');
  }
}

function refusal(name: string, message: string): Refusal {
  return new Refusal(200, `InvalidParameterValue.${name}`, message);
}
