import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { TopicsResponse } from '../../channels/web/protocol';
import type { Lookups } from '../client/lookups';
import { texts } from '../texts';
import { Sheet } from './sheet';

/** What the menu needs. */
export interface TopicMenuProps {
  readonly lookups: Lookups;
  readonly onPick: (question: string) => void;
  readonly onClose: () => void;
}

/** All that can be asked, by topic. */
export function TopicMenu({ lookups, onPick, onClose }: TopicMenuProps): JSX.Element {
  const [topics, setTopics] = useState<TopicsResponse['topics'] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    lookups.menu().then(setTopics, () => {
      setFailed(true);
    });
  }, [lookups]);
  return (
    <Sheet label={texts.menuTitle} kind="menu" onClose={onClose}>
      {failed && <p class="notice">{texts.menuFailed}</p>}
      {topics === null && !failed && <p class="notice">{texts.loadingEarlier}</p>}
      {topics?.map(({ id, title, questions }) => (
        <details key={id}>
          <summary>{title}</summary>
          <ul>
            {questions.map((question) => (
              <li key={question.id}>
                <button
                  type="button"
                  onClick={() => {
                    onPick(question.title);
                  }}
                >
                  {question.title}
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <a class="choice" href="./faq" target="_blank" rel="noopener">
        {texts.faqPage}
      </a>
    </Sheet>
  );
}
