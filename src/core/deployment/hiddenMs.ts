/**
 * The time in ms for which TEM may go on showing the rollout before, or none, once it has taken one. It is unproven that it does so
 * at all: 20 s are allowed for, and the time that a reading takes.
 */
export const hiddenMs = 30_000;
