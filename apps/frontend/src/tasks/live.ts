/** What a browser's EventSource does, as far as this module needs it. */
export interface Stream {
  addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => void;
  close: () => void;
}

/** The world around the events, for a test to replace. */
export interface LiveWorld {
  open: () => Stream;
  isVisible: () => boolean;
  /** Milliseconds of a clock that only goes forward. */
  now: () => number;
  /** Calls back once; answers with the way to call it off. */
  after: (milliseconds: number, run: () => void) => () => void;
}

export interface LiveEvents {
  /** The list may have changed: somebody else changed a task, or nobody listened for a while. */
  onTasks: () => void;
  /** A conversation with the assistant changed. */
  onChat: (conversationId: string) => void;
}

/** Nobody there for this long: the next sign of life reconnects, and until then a sleeping database may sleep. */
const AWAKE_MS = 2 * 60 * 1000;
/** A page out of sight for this long gives its stream back: a browser has few connections for all its tabs. */
const HIDDEN_MS = 30_000;
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Listens to what happens elsewhere. A stream that breaks is opened again only while the page is in sight and somebody
 * touched it lately; else at the next touch. The browser's own reconnecting would go on for ever and keep the database up.
 * @param origin names this tab; what it wrote itself is no news
 */
export function createLive(world: LiveWorld, origin: string, { onTasks, onChat }: LiveEvents) {
  let stream: Stream | undefined;
  let cancelRetry: (() => void) | undefined;
  let cancelHiding: (() => void) | undefined;
  let attempts = 0;
  let lastTouch = world.now();

  function connect(): void {
    cancelRetry?.();
    cancelRetry = undefined;
    const opened = world.open();
    stream = opened;
    opened.addEventListener('hello', () => {
      attempts = 0;
      onTasks();
    });
    opened.addEventListener('tasks', ({ data }) => {
      if (readMember(data, 'origin') !== origin) onTasks();
    });
    opened.addEventListener('chat', ({ data }) => {
      onChat(readMember(data, 'conversation_id'));
    });
    opened.addEventListener('error', () => {
      opened.close();
      if (stream !== opened) return;
      stream = undefined;
      scheduleRetry();
    });
  }

  function scheduleRetry(): void {
    const pause = PAUSES_MS[Math.min(attempts++, PAUSES_MS.length - 1)] ?? 0;
    cancelRetry = world.after(pause, () => {
      cancelRetry = undefined;
      if (world.isVisible() && world.now() - lastTouch < AWAKE_MS) connect();
    });
  }

  function start(): void {
    cancelHiding?.();
    cancelHiding = undefined;
    lastTouch = world.now();
    if (!stream && !cancelRetry) connect();
  }

  function stop(): void {
    cancelHiding?.();
    cancelHiding = undefined;
    cancelRetry?.();
    cancelRetry = undefined;
    stream?.close();
    stream = undefined;
  }

  return {
    start,
    stop,
    /** Somebody is there. */
    touch: () => {
      if (world.isVisible()) start();
    },
    /** The page is out of sight. */
    hide: () => {
      cancelHiding ??= world.after(HIDDEN_MS, stop);
    },
  };
}

function readMember(data: unknown, name: string): string {
  try {
    const value: unknown = Reflect.get(Object(JSON.parse(String(data))), name);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
