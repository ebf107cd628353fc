import { describe, expect, test, vi } from 'vitest';
import { createLive } from './live';

class FakeStream {
  isClosed = false;
  private readonly listeners = new Map<string, (event: { data?: unknown }) => void>();

  addEventListener(type: string, listener: (event: { data?: unknown }) => void) {
    this.listeners.set(type, listener);
  }

  close() {
    this.isClosed = true;
  }

  emit(type: string, data?: object) {
    this.listeners.get(type)?.({ data: data && JSON.stringify(data) });
  }

  emitText(type: string, data: string) {
    this.listeners.get(type)?.({ data });
  }
}

function start() {
  const streams: FakeStream[] = [];
  const timers = new Set<{ at: number; run: () => void }>();
  const world = { now: 0, isVisible: true };
  const onTasks = vi.fn();
  const onChat = vi.fn();
  const live = createLive(
    {
      open: () => {
        const stream = new FakeStream();
        streams.push(stream);
        return stream;
      },
      isVisible: () => world.isVisible,
      now: () => world.now,
      after: (milliseconds, run) => {
        const timer = { at: world.now + milliseconds, run };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    'me',
    { onTasks, onChat },
  );
  const pass = (milliseconds: number) => {
    world.now += milliseconds;
    for (const timer of [...timers].filter(({ at }) => at <= world.now)) {
      timers.delete(timer);
      timer.run();
    }
  };
  live.start();
  const current = () => {
    const stream = streams.at(-1);
    if (!stream) throw new Error('no stream was opened');
    return stream;
  };
  return { live, streams, current, world, pass, onTasks, onChat };
}

describe('news', () => {
  test('of another tab is news', () => {
    const { current, onTasks } = start();
    current().emit('tasks', { origin: 'other' });
    expect(onTasks).toHaveBeenCalledTimes(1);
  });

  test('of this tab is none', () => {
    const { current, onTasks } = start();
    current().emit('tasks', { origin: 'me' });
    expect(onTasks).not.toHaveBeenCalled();
  });

  test.each(['', '{', 'null', '7', '{"origin":7}'])('%s that cannot be read counts as news', (text) => {
    const { current, onTasks } = start();
    current().emitText('tasks', text);
    expect(onTasks).toHaveBeenCalledTimes(1);
  });

  test('may have been missed before a stream was there', () => {
    const { current, onTasks } = start();
    current().emit('hello');
    expect(onTasks).toHaveBeenCalledTimes(1);
  });

  test('of a conversation says which one', () => {
    const { current, onChat } = start();
    current().emit('chat', { conversation_id: 'c1' });
    expect(onChat).toHaveBeenCalledWith('c1');
  });
});

describe('a stream that broke', () => {
  test('is closed, lest the browser reconnects it, and opened anew after a pause', () => {
    const { current, streams, pass } = start();
    current().emit('error');
    expect(current().isClosed).toBe(true);
    pass(999);
    expect(streams).toHaveLength(1);
    pass(1);
    expect(streams).toHaveLength(2);
  });

  test('is tried less and less often, until one says hello', () => {
    const { current, streams, live, pass } = start();
    for (const pause of [1_000, 2_000, 5_000, 10_000, 30_000, 30_000]) {
      current().emit('error');
      const before = streams.length;
      live.touch();
      pass(pause - 1);
      expect(streams).toHaveLength(before);
      pass(1);
      expect(streams).toHaveLength(before + 1);
    }
    current().emit('hello');
    current().emit('error');
    pass(1_000);
    expect(streams).toHaveLength(8);
  });

  test.each([
    ['out of sight', { isVisible: false }, 0],
    ['left alone for two minutes', {}, 120_000],
  ])('while the page is %s, waits for the next touch', (_, change, idle) => {
    const { current, streams, live, world, pass } = start();
    pass(idle);
    Object.assign(world, change);
    current().emit('error');
    pass(600_000);
    expect(streams).toHaveLength(1);
    world.isVisible = true;
    live.touch();
    expect(streams).toHaveLength(2);
  });

  test('and is touched at once is not tried before its pause is over', () => {
    const { current, streams, live } = start();
    current().emit('error');
    live.touch();
    expect(streams).toHaveLength(1);
  });
});

describe('a page out of sight', () => {
  test('keeps its stream for half a minute, and takes it up again with the first look', () => {
    const { current, streams, live, pass } = start();
    live.hide();
    pass(29_999);
    expect(current().isClosed).toBe(false);
    pass(1);
    expect(current().isClosed).toBe(true);
    live.touch();
    expect(streams).toHaveLength(2);
  });

  test('that comes back in time never let go', () => {
    const { current, live, pass } = start();
    live.hide();
    live.hide();
    pass(20_000);
    live.touch();
    pass(60_000);
    expect(current().isClosed).toBe(false);
  });
});

describe('a page that is left', () => {
  test('closes its stream and opens none', () => {
    const { current, streams, live, pass } = start();
    const stream = current();
    live.stop();
    expect(stream.isClosed).toBe(true);
    stream.emit('error');
    pass(60_000);
    expect(streams).toHaveLength(1);
  });

  test('and comes back listens again', () => {
    const { streams, live } = start();
    live.stop();
    live.start();
    live.start();
    expect(streams).toHaveLength(2);
  });
});
