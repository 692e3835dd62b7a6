import { SETTINGS } from '../config';

/** The settings as help lists them. */
export function settingsHelp(): string {
  const lines = SETTINGS.map(({ name, about, fallback, remedy }) => `  ${name}\n      ${about}。${remedy}不设置时：${fallback}。`);
  return `\n设置（环境变量）：\n${lines.join('\n')}`;
}
