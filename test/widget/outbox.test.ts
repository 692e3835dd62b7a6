import { expect, test } from '@jest/globals';
import { Outbox, type SendResult } from '../../src/widget/client/outbox';

/** An outbox whose sends are answered from a list; waits pass at once. */
function outbox(results: readonly SendResult[]): { box: Outbox<string>; log: string[]; settle: () => Promise<void> } {
  const log: string[] = [];
  const left = [...results];
  const box = new Outbox<string>({
    send: (message) => {
      log.push(`send ${message}`);
      return Promise.resolve(left.shift() ?? { kind: 'sent', id: 'x' });
    },
    onSent: (key, id) => log.push(`sent ${key} ${id}`),
    onFailed: (key, why, said) => log.push(`failed ${key} ${why} ${said}`.trim()),
    wait: (milliseconds) => {
      log.push(`wait ${String(milliseconds)}`);
      return Promise.resolve();
    },
  });
  return { box, log, settle: () => new Promise((resolve) => setTimeout(resolve, 0)) };
}

const again: SendResult = { kind: 'again', why: 'network', said: '' };

test('sends in order, one at a time', async () => {
  const { box, log, settle } = outbox([]);
  box.release();
  box.add('a', '一');
  box.add('b', '二');
  await settle();
  expect(log).toEqual(['send 一', 'sent a x', 'send 二', 'sent b x']);
});

test('holds everything back until it is released', async () => {
  const { box, log, settle } = outbox([]);
  box.add('a', '一');
  await settle();
  expect(log).toEqual([]);
  box.release();
  await settle();
  expect(log).toEqual(['send 一', 'sent a x']);
});

test('tries a message three times, then gives it up and goes on', async () => {
  const { box, log, settle } = outbox([again, again, again]);
  box.release();
  box.add('a', '一');
  box.add('b', '二');
  await settle();
  expect(log).toEqual(['send 一', 'wait 1000', 'send 一', 'wait 3000', 'send 一', 'failed a network', 'send 二', 'sent b x']);
});

test('a refused message is not tried again by itself, and can be by the user', async () => {
  const { box, log, settle } = outbox([{ kind: 'failed', why: 'tooFast', said: '请等等' }]);
  box.release();
  box.add('a', '一');
  await settle();
  box.add('a', '一');
  await settle();
  expect(log).toEqual(['send 一', 'failed a tooFast 请等等', 'send 一', 'sent a x']);
});

test('when the connection is lost while sending, the message waits for it', async () => {
  const { box, log, settle } = outbox([again]);
  box.release();
  box.add('a', '一');
  box.hold();
  await settle();
  expect(log).toEqual(['send 一']);
  box.release();
  await settle();
  expect(log).toEqual(['send 一', 'send 一', 'sent a x']);
});

test('takes a message once', async () => {
  const { box, log, settle } = outbox([]);
  box.add('a', '一');
  box.add('a', '一');
  box.release();
  await settle();
  expect(log).toEqual(['send 一', 'sent a x']);
});
