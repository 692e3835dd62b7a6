import { embedTexts } from './embed-texts';
import { type FrameMessage, type HostMessage, isMessage } from './frame-messages';

// `<script src="https://desk.example/embed.js" async></script>` on any page: a button that opens the chat in a frame.
// The frame keeps the chat's styles, scripts and storage apart from the site's. Styles are set by script, because a
// site's own Content-Security-Policy may forbid inline ones.

const LAYER = '2147483000';
const BUTTON =
  'all:initial;position:fixed;right:20px;bottom:24px;min-width:56px;height:56px;padding:0 20px;border-radius:28px;background:#07c160;color:#000;font:bold 17px system-ui,sans-serif;line-height:56px;text-align:center;box-sizing:border-box;box-shadow:0 4px 14px rgba(0,0,0,.25);cursor:pointer;z-index:' +
  LAYER;
const FRAME =
  'all:initial;position:fixed;border:0;background:#ededed;box-shadow:0 8px 30px rgba(0,0,0,.3);color-scheme:normal;z-index:' + LAYER;
const CLOSE =
  'all:initial;position:fixed;padding:0 16px;height:44px;border-radius:8px;background:#fff;color:#000;font:16px system-ui,sans-serif;line-height:44px;cursor:pointer;z-index:' +
  LAYER;
const LARGE = ';right:20px;bottom:24px;width:400px;height:min(680px,calc(100% - 48px));border-radius:12px';
const FULL = ';left:0;top:0;width:100%;height:100%';

/** Puts the button on the page; a second script on the same page does nothing. */
function install(script: HTMLScriptElement): void {
  if (document.querySelector('[data-shebao-desk]') !== null) return;
  const page = new URL('./?embed=1', script.src);
  const holder = document.createElement('div');
  holder.dataset['shebaoDesk'] = '';
  const shadow = holder.attachShadow({ mode: 'open' });
  const button = document.createElement('button');
  button.type = 'button';
  button.style.cssText = BUTTON;
  button.addEventListener('focus', () => {
    button.style.outline = '3px solid #000';
  });
  button.addEventListener('blur', () => {
    button.style.outline = '';
  });
  // For as long as the frame shows nothing that could close it, such as when its server is down.
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = embedTexts.close;
  shadow.append(button);
  const narrow = matchMedia('(max-width: 480px), (max-height: 480px)');
  let frame: HTMLIFrameElement | null = null;
  let open = false;
  let ready = false;

  const label = (unread: number): void => {
    button.textContent = unread > 0 ? `${embedTexts.open} (${String(unread)})` : embedTexts.open;
    button.setAttribute('aria-label', embedTexts.openLabel(unread));
  };
  const arrange = (): void => {
    if (frame !== null) frame.style.cssText = `${FRAME}${narrow.matches ? FULL : LARGE};display:${open ? 'block' : 'none'}`;
    button.style.display = open ? 'none' : 'inline-block';
    close.style.cssText = `${CLOSE}${narrow.matches ? ';right:12px;top:12px' : ';right:32px;bottom:36px'};display:${open && !ready ? 'block' : 'none'}`;
    if (ready) frame?.contentWindow?.postMessage({ type: 'shebao:shown', shown: open } satisfies HostMessage, page.origin);
  };
  const load = (): HTMLIFrameElement => {
    const created = document.createElement('iframe');
    created.title = embedTexts.frame;
    created.src = page.href;
    created.allow = 'clipboard-write';
    created.referrerPolicy = 'no-referrer';
    shadow.append(created, close);
    return created;
  };
  button.addEventListener('click', () => {
    frame ??= load();
    open = true;
    label(0);
    arrange();
    frame.focus();
  });
  const hide = (): void => {
    open = false;
    arrange();
    button.focus();
  };
  close.addEventListener('click', hide);
  narrow.addEventListener('change', arrange);
  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (frame === null || source !== frame.contentWindow || origin !== page.origin) return;
    if (isMessage<FrameMessage & { type: 'shebao:unread' }>(data, 'shebao:unread')) label(open ? 0 : data.count);
    if (isMessage<FrameMessage>(data, 'shebao:ready')) {
      ready = true;
      arrange();
    }
    if (isMessage<FrameMessage>(data, 'shebao:minimise')) hide();
  });
  label(0);
  arrange();
  document.body.append(holder);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => {
      install(script);
    });
  } else install(script);
}
