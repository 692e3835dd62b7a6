import { afterEach, expect, jest, test } from '@jest/globals';
import { ContentWatcher } from '../../src/server/content-watcher';

afterEach(() => {
  jest.useRealTimers();
});

test('what has changed since the content was read is loaded once it keeps still, and only once', async () => {
  jest.useFakeTimers();
  let stamp = 'half saved';
  const loads: string[] = [];
  const watcher = new ContentWatcher({
    loaded: 'as read',
    stamp: () => stamp,
    load: () => {
      loads.push(stamp);
      return Promise.resolve();
    },
    onFault: (error) => {
      throw error;
    },
    seconds: 1,
  });
  await jest.advanceTimersByTimeAsync(1000);
  stamp = 'saved';
  await jest.advanceTimersByTimeAsync(1000);
  expect(loads).toEqual([]);
  await jest.advanceTimersByTimeAsync(3000);
  expect(loads).toEqual(['saved']);
  watcher.stop();
});
