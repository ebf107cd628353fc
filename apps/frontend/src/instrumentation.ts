/** Runs once when the server starts: settings that cannot work end the process here, each by its name. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { endOnProblem, parseEnvironment } = await import('./lib/environment');
  endOnProblem(() => parseEnvironment(process.env));
  const { stampPeerAddress } = await import('./auth/peer-address');
  stampPeerAddress();
  const { endInOrder, parseShutdownSeconds } = await import('./lifecycle/end-in-order');
  endOnProblem(() => {
    endInOrder(parseShutdownSeconds(process.env));
  });
}
