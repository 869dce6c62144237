import { RolloutFiles } from '../../../src/journal/rolloutFiles';

// A window of its own: says whether it has got the hold, and lives until it is killed.
const [, , folder = '', id = ''] = process.argv;
const living = setInterval(() => undefined, 60_000);
new RolloutFiles(folder).hold(id).then(
  (isHeld) => process.send?.(isHeld),
  () => clearInterval(living),
);
