// A real `shebao serve` as a child process, and what loads and benchmarks need to talk to it.
import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
/** Limits that a load from one address does not reach. */
const NO_LIMITS = { SHEBAO_RATE_CONVERSATION: '1000000', SHEBAO_RATE_ADDRESS: '10000000' };

/** Starts the desk and waits until it serves; `env` are settings. The port is free unless given. */
export function startDesk(env = {}, nodeOptions = []) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const settings = { ...process.env, PORT: '0', ...NO_LIMITS, ...env };
    const child = spawn(process.execPath, [...nodeOptions, MAIN, 'serve'], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let ready = false;
    const exited = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
    child.stderr.on('data', (data) => (output += data));
    child.stdout.on('data', (data) => {
      output += data;
      const port = ready ? undefined : /"port":(\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      ready = true;
      const milliseconds = performance.now() - began;
      resolve({ child, port: Number(port), url: `http://127.0.0.1:${port}`, exited, milliseconds, output: () => output });
    });
    void exited.then(({ code }) => reject(new Error(`the desk ended with ${code}:\n${output}`)));
  });
}

/** Sends requests over kept-alive connections; rejects when the connection breaks. */
export class Client {
  constructor(url, sockets = 64) {
    this.url = new URL(url);
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  send(method, path, { body, raw, token, headers = {} } = {}) {
    const content = raw ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
    return new Promise((resolve, reject) => {
      const all = {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(content === undefined ? {} : { 'content-type': 'application/json', 'content-length': content.length }),
        ...headers,
      };
      const { hostname: host, port } = this.url;
      const outgoing = request({ agent: this.agent, host, port, method, path, headers: all }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() }));
      });
      outgoing.on('error', reject);
      outgoing.end(content);
    });
  }

  /** Starts a conversation. */
  async start() {
    const { text } = await this.send('POST', '/v3/directline/conversations');
    const { conversationId, token, streamUrl } = JSON.parse(text);
    return { id: conversationId, token, streamUrl };
  }

  /** Says something under a message id. */
  say({ id, token }, messageId, text) {
    const body = { type: 'message', text, from: { id: 'load' }, channelData: { clientActivityID: messageId } };
    return this.send('POST', `/v3/directline/conversations/${id}/activities`, { body, token });
  }

  /** Every activity of a conversation, in order. */
  async all({ id, token }) {
    const activities = [];
    for (let watermark = ''; ;) {
      const { status, text } = await this.send('GET', `/v3/directline/conversations/${id}/activities?watermark=${watermark}`, { token });
      if (status !== 200) throw new Error(`reading a conversation: ${status} ${text}`);
      const set = JSON.parse(text);
      if (set.activities.length === 0) return activities;
      activities.push(...set.activities);
      watermark = set.watermark;
    }
  }

  close() {
    this.agent.destroy();
  }
}

/**
 * One conversation over one kept connection, one message at a time. Node's own client would take as much of the machine as
 * the route it measures; this one does no more than HTTP/1.1 asks of it, for short answers of a known length.
 */
export class Line {
  constructor(url, { id, token }) {
    const { host, hostname, port } = new URL(url);
    this.head = `POST /v3/directline/conversations/${id}/activities HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: `;
    this.received = '';
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true }).setEncoding('latin1');
    this.socket.on('data', (data) => this.read(data));
    this.socket.on('close', () => this.reject?.(new Error('the connection has ended')));
  }

  /** Says something under a message id; resolves with the status. */
  say(messageId, text) {
    const body = JSON.stringify({ type: 'message', text, from: { id: 'load' }, channelData: { clientActivityID: messageId } });
    return new Promise((resolve, reject) => {
      Object.assign(this, { resolve, reject });
      this.socket.write(`${this.head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close() {
    this.reject = undefined;
    this.socket.destroy();
  }

  read(data) {
    this.received += data;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.received)[1]);
    if (this.received.length < end + 4 + length) return;
    const status = Number(this.received.slice(9, 12));
    this.received = '';
    this.resolve(status);
  }
}
