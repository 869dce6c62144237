import * as vscode from 'vscode';
import type { AccountNode, LoadMoreNode, Node, PackageNode, PlaceholderNode } from '../../browse/nodes';
import type {
  PassableDeployment,
  PassableEnvironment,
  PassableFiles,
  PassableRollout,
  PassableTarget,
  UploadNode,
} from './passable';

/** The commands about accounts, and what each may be called with. */
export interface AccountCommands {
  'tem.renameAccount': [account?: AccountNode];
  'tem.signIn': [];
  /** A text is the id of an account. */
  'tem.signInAgain': [node?: AccountNode | PlaceholderNode | string];
  'tem.signOut': [];
  'tem.signOutAccount': [account?: Node, selected?: readonly Node[]];
  'tem.switchAccount': [];
  'tem.useAccount': [account?: AccountNode];
}

/** The commands of the Applications view. */
export interface ApplicationCommands {
  'tem.clearFilter': [];
  'tem.copyId': [node?: Node, selected?: readonly Node[]];
  'tem.filterApplications': [];
  'tem.findApplication': [];
  'tem.groupByEnvironment': [];
  'tem.groupByRegion': [];
  'tem.loadMore': [node?: LoadMoreNode];
  'tem.openConsole': [node?: Node];
  'tem.refresh': [];
  'tem.refreshRow': [node?: Node, selected?: readonly Node[]];
  'tem.selectRegions': [];
  'tem.showChangesSinceDeployed': [environment?: Node];
  'tem.stopLoading': [node?: Node];
}

/** The commands about packages, in TEM or on this machine. */
export interface PackageCommands {
  'tem.checkPackage': [packages?: PassableFiles | PackageNode];
  'tem.comparePackages': [packages?: PassableFiles | PackageNode];
  'tem.copyDownloadLink': [node?: PackageNode];
  'tem.copyVersion': [node?: PackageNode];
  'tem.downloadPackage': [node?: PackageNode];
  'tem.resetWarnings': [];
  'tem.showPackageFacts': [packages?: PassableFiles | PackageNode];
  'tem.whatWouldChange': [environment?: Node];
}

/** The commands that upload, and those of the Uploads view. */
export interface UploadCommands {
  'tem.cancelUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.certificateSettingsForUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.clearUploads': [];
  'tem.copyPackagePath': [node?: PackageNode | UploadNode];
  'tem.discardUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.proxySettingsForUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.removeUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.resumeUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.retryUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.revealPackageFile': [upload?: UploadNode];
  'tem.selectRegionsForUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.settingsForUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.showInTem': [upload?: UploadNode];
  'tem.showUploadError': [upload?: UploadNode];
  'tem.signInForUpload': [upload?: UploadNode, selected?: readonly UploadNode[]];
  'tem.uploadHere': [node?: Node];
  'tem.uploadPackage': [
    files?: PassableFiles | { readonly files?: PassableFiles; readonly target?: PassableTarget },
    beside?: readonly vscode.Uri[] | { readonly target: PassableTarget },
  ];
  'tem.uploadPackageFromExplorer': [clicked?: vscode.Uri, selected?: readonly vscode.Uri[]];
}

/** The commands that deploy, and those of deployments that run. */
export interface DeploymentCommands {
  'tem.continueDeployment': [rollout?: PassableRollout];
  'tem.deployHere': [environment?: Node];
  'tem.deployPackage': [
    node?: Node | PassableDeployment,
    /** Rows that are selected: one package is deployed at a time. */
    selected?: readonly Node[],
  ];
  'tem.followDeployment': [rollout?: PassableRollout];
  'tem.revealDeployment': [rollout?: PassableRollout];
  'tem.showDeploymentError': [rollout?: PassableRollout];
  'tem.stopWatchingDeployment': [rollout?: PassableRollout];
  'tem.undoDeployment': [rollout?: PassableRollout];
  'tem.uploadAndDeploy': [
    files?: PassableFiles | { readonly files?: PassableFiles; readonly target?: PassableEnvironment },
    beside?: readonly vscode.Uri[] | { readonly target: PassableEnvironment },
  ];
  'tem.uploadAndDeployFromExplorer': [clicked?: vscode.Uri, selected?: readonly vscode.Uri[]];
}

/** The commands of the sandbox. */
export interface SandboxCommands {
  'tem.setSandboxConditions': [];
  'tem.startSandbox': [];
  'tem.stopSandbox': [];
}

/** The view that has the focus and its focused row, as a keybinding passes them. */
type Keyed = readonly [view: ViewId, focused?: Node | UploadNode];

/** The commands of the keys, for the rows of either view. */
export interface RowCommands {
  'tem.copyRow': [keyed?: Keyed];
  'tem.deleteRow': [keyed?: Keyed];
  'tem.retryRow': [keyed?: Keyed];
}

/** The commands of the log. */
export interface LogCommands {
  'tem.showLog': [];
}

/** The commands for those who look after the extension. */
export interface IssueCommands {
  'tem.reportIssue': [];
}

/** Every command of the extension with its arguments; a test keeps it equal to package.json. */
export interface Commands
  extends
    AccountCommands,
    ApplicationCommands,
    PackageCommands,
    UploadCommands,
    DeploymentCommands,
    RowCommands,
    SandboxCommands,
    LogCommands,
    IssueCommands {}

/** The id of a command of the extension. */
export type CommandId = keyof Commands;

/** Runs a command. Its arguments come from a menu, or from whoever else runs commands: they may be anything. */
export type Handler = (...passed: unknown[]) => unknown;

/** The part of the table of commands that one subject gives. */
export type Handlers<Part> = { readonly [Id in keyof Part]: Handler };

/** The context keys of the extension, which menus and welcome texts go by. */
export interface ContextKeys {
  'tem.filtered': boolean;
  'tem.hasFinishedUploads': boolean;
  'tem.sandboxRunning': boolean;
  'tem.signedIn': boolean;
}

/** The settings of the extension. People write them by hand: each may hold anything. */
export type SettingId =
  | 'tem.cosEndpoint'
  | 'tem.deploy.confirm'
  | 'tem.deploy.strategy'
  | 'tem.deploy.watchSeconds'
  | 'tem.endpoint'
  | 'tem.groupBy'
  | 'tem.packageGlobs'
  | 'tem.regions'
  | 'tem.sourceChannel'
  | 'tem.upload.delta'
  | 'tem.upload.maxConcurrent'
  | 'tem.versionName';

/** The views of the extension. */
export type ViewId = 'tem.applications' | 'tem.uploads';

/** Runs a command of the extension; resolves when it has ended. */
export async function runCommand<Id extends CommandId>(id: Id, ...args: Commands[Id]): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}

/** Makes what VS Code runs on a click. */
export function commandOf<Id extends CommandId>(id: Id, title: string, ...args: Commands[Id]): vscode.Command {
  return { command: id, title, ...(args.length > 0 && { arguments: args }) };
}

/** Sets a context key of the extension. */
export async function setContextKey<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}

/** Shows a view of the extension and gives it the focus. */
export async function focusView(id: ViewId): Promise<void> {
  await vscode.commands.executeCommand(`${id}.focus`);
}
