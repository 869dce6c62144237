/** One line of JSON from a process that runs tests to the one that counts them. */
export type TestEvent =
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'passed'; readonly title: string; readonly ms: number }
  | { readonly type: 'failed'; readonly title: string; readonly ms: number; readonly reason: string }
  /** The last line of a run that came to its end; `broken` says why it ran no test at all. */
  | { readonly type: 'ended'; readonly broken?: string };

/** The environment variable with the port of 127.0.0.1 to send the lines to. */
export const reportPortVariable = 'TEM_TOOLKIT_REPORT_PORT';

/** Set when the pictures of the README are to be written into the work tree. */
export const writePicturesVariable = 'TEM_TOOLKIT_WRITE_PICTURES';

/** Names the one file of the host tests that is to be run. */
export const onlyVariable = 'TEM_TOOLKIT_TEST_ONLY';

/** How the host tests are run: who is told each line, and which file alone, if not all. */
export interface HostRun {
  readonly onEvent: (event: TestEvent) => void;
  readonly only?: string | undefined;
}
