import type { JSX } from 'preact';
import type { Attachment } from '../../channels/web/protocol';
import { texts } from '../texts';
import { useActions } from './use-client';

/** Pictures to enlarge and files to load, of a message. */
export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }): JSX.Element {
  const { openImage } = useActions();
  return (
    <>
      {attachments.map(({ contentType, contentUrl, thumbnailUrl, name }, i) => {
        const src = safeAddress(contentUrl);
        if (src === null) return null;
        if (!contentType.startsWith('image/')) {
          return (
            <a key={i} class="choice file" href={src} target="_blank" rel="noopener noreferrer">
              {name ?? texts.file}
            </a>
          );
        }
        const title = name ?? texts.image;
        return (
          <button
            key={i}
            type="button"
            class="picture"
            aria-label={texts.openImage(title)}
            onClick={() => {
              openImage({ src, name: title });
            }}
          >
            <img src={safeAddress(thumbnailUrl) ?? src} alt="" loading="lazy" />
          </button>
        );
      })}
    </>
  );
}

/** The address when it is one to load from: http, https, or a picture's data. */
function safeAddress(address: string | undefined): string | null {
  if (address === undefined) return null;
  try {
    const url = new URL(address, location.href);
    return /^https?:$/.test(url.protocol) || address.startsWith('data:image/') ? url.href : null;
  } catch {
    return null;
  }
}
