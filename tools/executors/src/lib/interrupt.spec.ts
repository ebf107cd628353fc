import { describe, expect, it } from 'vitest';
import { bindSignal, untilInterrupted } from './interrupt';
import { run } from './run';

describe('untilInterrupted', () => {
  it('ends the processes that were started and says that it was interrupted', async () => {
    let ended: string | null = null;
    const work = untilInterrupted('Build the image', async (signal) => {
      setTimeout(() => process.emit('SIGINT'), 300);
      ended = (await bindSignal(run, signal)(['sleep', '60'])).signal;
    });
    await expect(work).rejects.toThrow('Build the image: interrupted.');
    expect(ended).toBe('SIGTERM');
  });

  it('says so whatever letter the end of the work brought', async () => {
    const work = untilInterrupted('Build the image', () => {
      process.emit('SIGTERM');
      return Promise.reject(new Error('line 3 failed'));
    });
    await expect(work).rejects.toThrow('Build the image: interrupted.');
  });

  it('starts nothing more after it', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(() => bindSignal(run, controller.signal)(['true'])).toThrow();
  });

  it('lets go of the signals afterwards', async () => {
    const before = process.listenerCount('SIGINT');
    await untilInterrupted('Build the image', () => Promise.resolve());
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('passes on an error that no signal caused', async () => {
    await expect(untilInterrupted('x', () => Promise.reject(new Error('line 3 failed')))).rejects.toThrow(
      'line 3 failed',
    );
  });
});
