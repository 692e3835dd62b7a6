import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig, SettingError, SETTINGS } from '../../src/config';
import { shebao } from '../support/cli';

const WRONG: Readonly<Record<string, readonly string[]>> = {
  PORT: ['-1', '65536', 'abc', '80.5', '3978x'],
  HOST: ['http://x', 'a b', 'x/y'],
  DATABASE_URL: ['mysql://x/y', 'x', '/data/x.sqlite'],
  SHEBAO_SECRET: ['short'],
  SHEBAO_TOKEN_MINUTES: ['0', '1e9'],
  SHEBAO_ALLOWED_ORIGINS: ['example.gov.cn', 'https://x.cn/path', 'https://x.cn,*', 'javascript:alert(1)'],
  SHEBAO_TRUST_PROXY: ['true', '11'],
  SHEBAO_RATE_CONVERSATION: ['0'],
  SHEBAO_RATE_ADDRESS: ['no'],
  SHEBAO_UPLOAD_MB: ['0', '51'],
  SHEBAO_STAFF_MINUTES: ['0', '1441'],
  SHEBAO_RETENTION_DAYS: ['-1'],
  SHEBAO_RELOAD_SECONDS: ['1.5'],
  SHEBAO_SHUTDOWN_SECONDS: ['601'],
  SHEBAO_METRICS_TOKEN: ['short'],
  SHEBAO_LOG_LEVEL: ['loud'],
  SHEBAO_DATA_DIR: ['a\0b'],
};

describe('settings', () => {
  test.each(Object.entries(WRONG).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    '%s=%j is refused by name, with a remedy',
    (name, value) => {
      const read = (): unknown => readConfig({ [name]: value });
      expect(read).toThrow(SettingError);
      expect(read).toThrow(new RegExp(`设置 ${name} .*请写`));
    },
  );

  test('secrets are not repeated in the message', () => {
    expect(() => readConfig({ SHEBAO_SECRET: 'hunter2' })).not.toThrow(/hunter2/);
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:hunter2@h/d' })).not.toThrow(/hunter2/);
  });

  test('unset and empty ones have their defaults', () => {
    expect(readConfig({})).toEqual(readConfig(Object.fromEntries(SETTINGS.map(({ name }) => [name, ' ']))));
    expect(readConfig({})).toMatchObject({ port: 3978, host: '127.0.0.1', databaseUrl: null, allowedOrigins: [], retentionDays: 180 });
  });

  test('right ones are taken', () => {
    const read = readConfig({
      PORT: '80',
      HOST: '::1',
      DATABASE_URL: 'postgresql://u:p@h:5432/d',
      SHEBAO_ALLOWED_ORIGINS: 'https://a.cn, http://b.cn:8080',
      SHEBAO_LOG_LEVEL: 'warn',
    });
    expect(read).toMatchObject({
      port: 80,
      host: '::1',
      databaseUrl: 'postgresql://u:p@h:5432/d',
      allowedOrigins: ['https://a.cn', 'http://b.cn:8080'],
      logLevel: 'warn',
    });
  });
});

describe('shebao serve', () => {
  test('--help lists every setting, even when one is wrong', async () => {
    const { code, stdout } = await shebao(['serve', '--help'], { env: { PORT: 'x' } });
    expect(code).toBe(0);
    for (const { name, about } of SETTINGS) {
      expect(stdout).toContain(name);
      expect(stdout).toContain(about);
    }
  });

  test('the README lists every setting', () => {
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    expect(SETTINGS.filter(({ name }) => !readme.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  });

  test('a wrong setting stops the start', async () => {
    const { code, stderr } = await shebao(['serve'], { env: { PORT: 'x' } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/设置 PORT 的值“x”不能用。请写/);
    expect(stderr).not.toContain('    at ');
  });
});
