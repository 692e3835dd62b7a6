/** What the script for other sites says. */
export const embedTexts = {
  open: '社保咨询',
  openLabel: (unread: number): string => (unread > 0 ? `打开社保咨询，${String(unread)} 条新消息` : '打开社保咨询'),
  frame: '社保办事助手',
  /** While the chat is not there, which may be for good. */
  close: '关闭',
} as const;
