import { withNotification } from '../vscode/showProgress';

const momentsMs = 300;

/**
 * Runs `job`, behind a notification with Cancel once it takes longer than a person waits without asking; the signal aborts
 * when that is pressed.
 */
export async function afterMoments<T>(title: string, job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const work = job(controller.signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), momentsMs)));
  const first = await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
  if (first !== 'late') return work;
  return withNotification(title, (token) => {
    token.onCancellationRequested(() => controller.abort());
    return work;
  });
}
