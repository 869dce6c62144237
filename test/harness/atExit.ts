const jobs: (() => void)[] = [];
let listening = false;

/**
 * Runs `job` (which cannot wait for anything) when this process exits or is interrupted, the latest one first; the
 * returned function takes it back.
 */
export function atExit(job: () => void): () => void {
  listen();
  jobs.unshift(job);
  return () => {
    const index = jobs.indexOf(job);
    if (index >= 0) jobs.splice(index, 1);
  };
}

function listen(): void {
  if (listening) return;
  listening = true;
  process.once('exit', () => jobs.forEach((job) => job()));
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, code] of Object.entries(signals)) {
    // Who is done when interrupted, as `npm start` is, has set process.exitCode to 0.
    process.once(signal, () => process.exit(process.exitCode ?? code));
  }
}
