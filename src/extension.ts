import type * as vscode from 'vscode';
import { createServices } from './services';
import { createSubjects } from './subjects';
import { followSignedIn } from './ui/accounts/followSignedIn';
import { registerCommands } from './ui/vscode/registerCommands';

// VS Code calls `deactivate` with nothing in its hands.
let shutDown: () => Promise<void> = () => Promise.resolve();

/** Lets other windows go on with what is under way; resolves when nothing of a cancelled upload is left in COS. */
export function deactivate(): Promise<void> {
  return shutDown();
}

/** Registers commands and views. What they are made of is loaded with their first use. */
export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const services = createServices(context);
  const { subscriptions } = context;
  subscriptions.push(services);
  const subjects = createSubjects(services, subscriptions);
  const { accounts, applications, packages, uploads, deployments, rows, sandbox, log, issue, whenSignedIn } = subjects;
  shutDown = () => services.shutDown();

  subscriptions.push(
    ...registerCommands(
      {
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
      },
      services.withErrorReporting,
    ),
    followSignedIn(services, whenSignedIn),
  );
  const tookMs = performance.now() - began;
  // Nobody waits for a line of the log.
  setImmediate(() => services.log.info(`Activated in ${tookMs.toFixed(1)} ms`));
  if (process.env['TEM_TOOLKIT_SANDBOX']) {
    void services.withErrorReporting('TEM Toolkit', async () => void (await (await services.sandbox()).start()));
  }
}
