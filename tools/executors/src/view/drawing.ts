/** The libraries that draw on a terminal. They take a while to load, which a start that draws nothing is spared. */
export async function loadDrawing() {
  const [{ createLogUpdate }, { default: ansiEscapes }, { default: truncate }] = await Promise.all([
    import('log-update'),
    import('ansi-escapes'),
    import('cli-truncate'),
  ]);
  return { createLogUpdate, truncate, eraseLines: ansiEscapes.eraseLines };
}

export type Drawing = Awaited<ReturnType<typeof loadDrawing>>;
