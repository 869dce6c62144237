import type {
  failureConsequences,
  connectionFailures,
  credentialFailures,
  deployFailures,
  fileFailures,
  roleFailures,
  serviceFailures,
  storageFailures,
} from './failureConsequences';

/**
 * All failures, told apart by what a person does about them. They are named in `failureConsequences.ts` with their consequences;
 * their messages are in `ui/messages/failures`.
 */
export type Failure = keyof typeof failureConsequences;

/** Failures of the credential and its permissions. */
export type CredentialFailure = keyof typeof credentialFailures;

/** Failures of identities that the Tencent Cloud CLI takes on and this product cannot, and of roles to assume. */
export type RoleFailure = keyof typeof roleFailures;

/** Failures of the connection to Tencent Cloud, on this machine and beyond. */
export type ConnectionFailure = keyof typeof connectionFailures;

/** Failures that a service reports for any request. */
export type ServiceFailure = keyof typeof serviceFailures;

/** Failures that TEM reports for changes of an application. */
export type DeployFailure = keyof typeof deployFailures;

/** Failures of COS, and of the grants to use it. */
export type StorageFailure = keyof typeof storageFailures;

/** Failures of files and checkpoints on this machine. */
export type FileFailure = keyof typeof fileFailures;
