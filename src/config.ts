import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { ZodType } from 'zod';

/** Settings of the process, read from the environment once. */
export interface Config {
  /** Folder that holds `knowledge/` and `dialogs/`. */
  readonly contentRoot: string;
  /** Folder for trained models; safe to delete at any time. */
  readonly cacheDir: string;
  /** TCP port of the web server; 0 takes a free one. */
  readonly port: number;
  /** Address the web server listens on. */
  readonly host: string;
  /** Folder of the embedded database and of what else must outlive the process. */
  readonly dataDir: string;
  /** Address of a PostgreSQL database; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** Key that signs conversation tokens, at least 32 characters; null when one is made and kept with the data. */
  readonly secret: string | null;
  /** Minutes for which a conversation token is valid; it can be refreshed until then. */
  readonly tokenMinutes: number;
  /** Origins of other sites that may embed the chat or call it from a page; `*` for every site. */
  readonly allowedOrigins: readonly string[];
  /** Number of reverse proxies in front, whose `X-Forwarded-For` is believed. */
  readonly trustProxy: number;
  readonly logLevel: LogLevel;
  /** Messages that one conversation may send within a minute. */
  readonly ratePerConversation: number;
  /** Requests that one address may send within a minute. */
  readonly ratePerAddress: number;
  /** Largest picture that users may send, in megabytes. */
  readonly uploadMegabytes: number;
  /** Minutes for which a user waits for a person's word before the desk speaks again. */
  readonly staffMinutes: number;
  /** Days for which conversations are kept; 0 keeps them for good. */
  readonly retentionDays: number;
  /** Seconds between two looks for changed content; 0 never looks. */
  readonly reloadSeconds: number;
  /** Seconds that running turns get to end when the process is asked to stop. */
  readonly shutdownSeconds: number;
  /** Bearer token that `/metrics` asks for; null answers requests from the same machine only. */
  readonly metricsToken: string | null;
}

/** How much is logged, from most to least. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** One setting, as help and README list it. */
export interface Setting {
  /** Name of the environment variable. */
  readonly name: string;
  /** What holds when it is not set, in Chinese or as the value. */
  readonly fallback: string;
  /** What it does, in Chinese. */
  readonly about: string;
  /** What a right value looks like, in Chinese. */
  readonly remedy: string;
}

/** A setting has a value that it cannot have; the message names it and tells what to write instead. */
export class SettingError extends Error {
  constructor(
    readonly setting: Setting,
    value: string,
  ) {
    super(`设置 ${setting.name} 的值“${value}”不能用。${setting.remedy}不设置时是：${setting.fallback}。`);
  }
}

type Zod = typeof import('zod');

interface Reader<T> extends Setting {
  /** Reads the text of a set variable; null marks a wrong one. */
  readonly read: (text: string) => T | null;
  readonly unset: T;
}

/** Loaded when a setting is set: it takes longer than answering a question, and most commands meet none. */
const zod = (): Zod => createRequire(__filename)('zod') as Zod;
const PACKAGE_ROOT = resolve(__dirname, '..');
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

const TABLE: { readonly [K in keyof Config]: Reader<Config[K]> } = {
  port: whole('PORT', 3978, 0, 65_535, '网页服务的端口（0 表示任选一个空闲端口）', ''),
  host: text(
    'HOST',
    '127.0.0.1',
    '网页服务监听的地址；要让别的电脑访问，写 0.0.0.0',
    (z) => z.union([z.ipv4(), z.ipv6(), z.hostname()]),
    '请写 IP 地址或主机名，如 127.0.0.1 或 0.0.0.0。',
  ),
  dataDir: { ...path('SHEBAO_DATA_DIR', './data', '对话数据存放的文件夹'), unset: resolve('data') },
  databaseUrl: optional(
    'DATABASE_URL',
    '用 SHEBAO_DATA_DIR 里的内置数据库',
    'PostgreSQL 数据库地址；多个进程一起服务时必须设置',
    (z) => z.url({ protocol: /^postgres(?:ql)?$/ }),
    '请写成 postgres://用户:密码@主机:5432/库名。',
  ),
  secret: optional(
    'SHEBAO_SECRET',
    '自动生成，与数据存放在一起',
    '给对话令牌签名的密钥',
    (z) => z.string().min(32),
    '请写至少 32 个字符的随机文字，可用 openssl rand -hex 32 生成。',
  ),
  tokenMinutes: whole('SHEBAO_TOKEN_MINUTES', 43_200, 1, 525_600, '对话令牌的有效时间', '分钟'),
  allowedOrigins: {
    name: 'SHEBAO_ALLOWED_ORIGINS',
    fallback: '只限本站',
    about: '允许嵌入聊天窗口、跨站调用的网站，用逗号分开；* 表示任何网站',
    remedy: '请写网站的源，如 https://www.example.gov.cn，不带路径，多个用逗号分开；或者只写 *。',
    read: readOrigins,
    unset: [],
  },
  trustProxy: whole('SHEBAO_TRUST_PROXY', 0, 0, 10, '前面有几层反向代理（如 nginx 是 1），据此取真实来访地址', '层'),
  ratePerConversation: whole('SHEBAO_RATE_CONVERSATION', 60, 1, 1_000_000, '一个对话每分钟最多发几条消息', '条'),
  ratePerAddress: whole('SHEBAO_RATE_ADDRESS', 600, 1, 10_000_000, '一个来访地址每分钟最多请求几次', '次'),
  uploadMegabytes: whole('SHEBAO_UPLOAD_MB', 4, 1, 50, '用户发来的图片最大多少', '兆'),
  staffMinutes: whole('SHEBAO_STAFF_MINUTES', 15, 1, 1440, '人工接待后，用户等多久没有回复就由机器人接着回答', '分钟'),
  retentionDays: whole(
    'SHEBAO_RETENTION_DAYS',
    180,
    0,
    36_500,
    '对话、图片、提案和工作台记录保留多少天，到期自动清除（0 表示不清除）',
    '天',
  ),
  reloadSeconds: whole('SHEBAO_RELOAD_SECONDS', 2, 0, 86_400, '每隔多少秒看一次内容文件有没有改动（0 表示不看）', '秒'),
  shutdownSeconds: whole('SHEBAO_SHUTDOWN_SECONDS', 10, 0, 600, '停止服务时最多等正在处理的消息多少秒', '秒'),
  metricsToken: optional(
    'SHEBAO_METRICS_TOKEN',
    '只允许本机读取',
    '读取 /metrics 的口令（Bearer）',
    (z) => z.string().min(16),
    '请写至少 16 个字符的随机文字。',
  ),
  logLevel: {
    name: 'SHEBAO_LOG_LEVEL',
    fallback: 'info',
    about: '日志详细程度',
    remedy: `请写 ${LOG_LEVELS.join('、')} 之一。`,
    read: (value) => zod().enum(LOG_LEVELS).safeParse(value).data ?? null,
    unset: 'info',
  },
  contentRoot: { ...path('SHEBAO_CONTENT_DIR', '程序自带的内容', '内容文件夹，里面有 knowledge/ 和 dialogs/'), unset: PACKAGE_ROOT },
  cacheDir: {
    ...path('SHEBAO_CACHE_DIR', '程序文件夹里的 .cache', '学习结果的缓存文件夹，可以随时删除'),
    unset: join(PACKAGE_ROOT, '.cache'),
  },
};

/** Every setting, in the order in which help lists them. */
export const SETTINGS: readonly Setting[] = Object.values(TABLE).map(({ name, fallback, about, remedy }) => ({
  name,
  fallback,
  about,
  remedy,
}));

/** Reads the settings; unset and empty ones get their defaults. Throws {@link SettingError} for a wrong one. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const entries = Object.entries(TABLE).map(([key, reader]) => [key, readSetting(reader, environment)] as const);
  return Object.fromEntries(entries) as unknown as Config;
}

function readSetting(reader: Reader<unknown>, environment: NodeJS.ProcessEnv): unknown {
  const value = environment[reader.name]?.trim() ?? '';
  if (value === '') return reader.unset;
  const read = reader.read(value);
  // A secret that is wrong must not end up in a log.
  if (read === null) throw new SettingError(reader, SECRETS.has(reader.name) ? '（不显示）' : value.slice(0, 80));
  return read;
}

const SECRETS = new Set(['DATABASE_URL', 'SHEBAO_SECRET', 'SHEBAO_METRICS_TOKEN']);

function whole(name: string, unset: number, min: number, max: number, about: string, unit: string): Reader<number> {
  const schema = (z: Zod): ZodType<number> =>
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .pipe(z.int().min(min).max(max));
  return {
    name,
    about,
    unset,
    fallback: unit === '' ? String(unset) : `${String(unset)} ${unit}`,
    remedy: `请写 ${String(min)} 到 ${String(max)} 的整数${unit === '' ? '' : `（单位：${unit}）`}。`,
    read: (value) => schema(zod()).safeParse(value).data ?? null,
  };
}

function text(name: string, unset: string, about: string, schema: (z: Zod) => ZodType<string>, remedy: string): Reader<string> {
  return { name, about, unset, fallback: unset, remedy, read: (value) => schema(zod()).safeParse(value).data ?? null };
}

function optional(
  name: string,
  fallback: string,
  about: string,
  schema: (z: Zod) => ZodType<string>,
  remedy: string,
): Reader<string | null> {
  return { name, about, unset: null, fallback, remedy, read: (value) => schema(zod()).safeParse(value).data ?? null };
}

function path(name: string, fallback: string, about: string): Reader<string> {
  return {
    name,
    about,
    unset: fallback,
    fallback,
    remedy: '请写一个文件夹的路径。',
    read: (value) => (value.includes('\0') ? null : resolve(value)),
  };
}

function readOrigins(value: string): readonly string[] | null {
  const origins = value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const right = origins.every(
    (origin) => origin === '*' || (/^https?:\/\//.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin),
  );
  return right && (origins.length === 1 || !origins.includes('*')) ? origins : null;
}
