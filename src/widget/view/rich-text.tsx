import type { JSX } from 'preact';
import { linkify } from '../model/linkify';
import { visibleText } from '../model/plain-text';
import { texts } from '../texts';

/** A text with its links and telephone numbers to tap. It is never read as markup. */
export function RichText({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {linkify(visibleText(text)).map((segment, i) => {
        switch (segment.kind) {
          case 'text':
            return segment.text;
          case 'link':
            return (
              <a key={i} href={segment.href} target="_blank" rel="noopener noreferrer nofollow">
                {segment.text}
              </a>
            );
          case 'phone':
            return (
              <a key={i} href={segment.href} aria-label={texts.call(segment.text)}>
                {segment.text}
              </a>
            );
        }
      })}
    </>
  );
}
