/** How long a start may take. */
export const PATIENCE_MS = 30_000;
/** However fast the healthy start was: a loaded machine, or a pause before the app gives up, is no hang. */
const FLOOR_MS = 5_000;

/**
 * How long a start that should refuse is watched. One that hangs is watched to the end, so the time is measured by the
 * app itself: thrice what its slowest healthy start took. Before any was seen, a start's whole patience.
 */
export const watchMs = (healthyMs: number | null): number =>
  healthyMs === null ? PATIENCE_MS : Math.max(3 * healthyMs, FLOOR_MS);
