import type { createSubjects } from './subjects';
import { logCommands, type Log } from './ui/vscode/log';
import type { CommandOwners } from './ui/vscode/registerCommands';

type Subjects = ReturnType<typeof createSubjects>;

/** Leads the id of each command to its subject, which `load` gives. */
export function commandOwners(load: () => Promise<Subjects>, ownLog: Log): CommandOwners {
  const accounts = async () => (await load()).accounts();
  const applications = async () => (await load()).applications();
  const packages = async () => (await load()).packages();
  const uploads = async () => (await load()).uploads();
  const deployments = async () => (await load()).deployments();
  const rows = async () => (await load()).rows();
  const sandbox = async () => (await load()).sandbox();
  const issue = async () => (await load()).issue();
  const log = () => Promise.resolve(logCommands(ownLog));
  return {
    'tem.renameAccount': accounts,
    'tem.signIn': accounts,
    'tem.signInAgain': accounts,
    'tem.signOut': accounts,
    'tem.signOutAccount': accounts,
    'tem.switchAccount': accounts,
    'tem.useAccount': accounts,

    'tem.clearFilter': applications,
    'tem.copyId': applications,
    'tem.filterApplications': applications,
    'tem.findApplication': applications,
    'tem.groupByEnvironment': applications,
    'tem.groupByRegion': applications,
    'tem.loadMore': applications,
    'tem.openConsole': applications,
    'tem.refresh': applications,
    'tem.refreshRow': applications,
    'tem.selectRegions': applications,
    'tem.showChangesSinceDeployed': applications,
    'tem.stopLoading': applications,

    'tem.checkPackage': packages,
    'tem.comparePackages': packages,
    'tem.copyDownloadLink': packages,
    'tem.copyVersion': packages,
    'tem.downloadPackage': packages,
    'tem.resetWarnings': packages,
    'tem.showPackageFacts': packages,
    'tem.whatWouldChange': packages,

    'tem.cancelUpload': uploads,
    'tem.certificateSettingsForUpload': uploads,
    'tem.clearUploads': uploads,
    'tem.copyPackagePath': uploads,
    'tem.discardUpload': uploads,
    'tem.proxySettingsForUpload': uploads,
    'tem.removeUpload': uploads,
    'tem.resumeUpload': uploads,
    'tem.retryUpload': uploads,
    'tem.revealPackageFile': uploads,
    'tem.selectRegionsForUpload': uploads,
    'tem.settingsForUpload': uploads,
    'tem.showInTem': uploads,
    'tem.showUploadError': uploads,
    'tem.signInForUpload': uploads,
    'tem.uploadHere': uploads,
    'tem.uploadPackage': uploads,
    'tem.uploadPackageFromExplorer': uploads,

    'tem.continueDeployment': deployments,
    'tem.deployHere': deployments,
    'tem.deployPackage': deployments,
    'tem.followDeployment': deployments,
    'tem.revealDeployment': deployments,
    'tem.showDeploymentError': deployments,
    'tem.stopWatchingDeployment': deployments,
    'tem.undoDeployment': deployments,
    'tem.uploadAndDeploy': deployments,
    'tem.uploadAndDeployFromExplorer': deployments,

    'tem.copyRow': rows,
    'tem.deleteRow': rows,
    'tem.retryRow': rows,

    'tem.setSandboxConditions': sandbox,
    'tem.startSandbox': sandbox,
    'tem.stopSandbox': sandbox,

    'tem.showLog': log,
    'tem.reportIssue': issue,
  };
}
