/** What the web channel says by itself: names, and why it refuses a request. */
export const texts = {
  desk: '社保助手',
  picture: '图片',
  foreignToken: '这个令牌不能打开这个对话。',
  badMessage: '消息的格式不对。',
  gone: '这个对话已经不在了，请重新开始。',
  badUpload: '上传的格式不对。',
  notPicture: '只能发图片（PNG、JPEG、GIF、WebP），而且一个对话里不能太多。',
  noToken: '缺少对话令牌。',
  expired: '对话令牌已过期，请刷新页面。',
  badToken: '对话令牌无效。',
} as const;
