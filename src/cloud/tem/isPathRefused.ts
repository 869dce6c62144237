import { temCodeOf } from './temFailure';

// What TEM documents of RollingUpdateApplicationByVersion: none of it is about the package's path.
const aboutOtherThings: ReadonlySet<string> = new Set(
  [
    'ApmNotBind',
    'InvalidDeployVersion',
    'InvalidEnvName',
    'InvalidMountPath',
    'JdkVersionRequired',
    'NamespaceNotBelongToAppid',
    'OsNotSupport',
    'RegistryNotBind',
    'ServiceNotBelongToAppid',
    'ServicePodReachMaximum',
    'TemIdInvalid',
    'VersionLengthLimit',
    'VersionLowerCase',
  ].map((name) => `InvalidParameterValue.${name}`),
);

/** Tells whether TEM may have refused a deployment because it takes `/name` for a package, and not the full path. */
export function isPathRefused(error: unknown): boolean {
  const code = temCodeOf(error) ?? '';
  if (code === 'MissingParameter.PkgNameNull') return true;
  return /^InvalidParameter(?:Value)?(?:\.|$)/.test(code) && !aboutOtherThings.has(code);
}
