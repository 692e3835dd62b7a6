import { text } from 'node:stream/consumers';
import { UsageError } from './output';

const ENTER = new Set(['\r', '\n']);
const ERASE = new Set(['\u007f', '\b']);
const CANCEL = new Set(['\u0003', '\u0004']);

/**
 * Asks twice for a new password without showing it or, with `fromStdin`, reads the first line of standard input. Throws
 * {@link UsageError} when the two differ or nobody can be asked.
 */
export async function readNewPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) return (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';
  if (!process.stdin.isTTY) throw new UsageError('这里不能输入密码。请在终端里运行，或者加 --password-stdin 并从标准输入给出密码。');
  const password = await askHidden('请输入密码（不显示）：');
  if ((await askHidden('请再输入一遍：')) !== password) throw new UsageError('两次输入的密码不一样，请重新运行。');
  return password;
}

/** Reads one line from the terminal without echo. Throws {@link UsageError} on Ctrl-C and Ctrl-D. */
async function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  try {
    return await new Promise<string>((resolve, reject) => {
      let line: string[] = [];
      const take = (chunk: string): void => {
        for (const character of chunk) {
          if (ENTER.has(character)) {
            stdin.off('data', take);
            resolve(line.join(''));
            return;
          }
          if (CANCEL.has(character)) {
            stdin.off('data', take);
            reject(new UsageError('已取消。'));
            return;
          }
          if (ERASE.has(character)) line = line.slice(0, -1);
          else line.push(character);
        }
      };
      stdin.on('data', take);
    });
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}
