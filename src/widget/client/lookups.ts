import type { KnownQuestion, SuggestResponse, TopicsResponse } from '../../channels/web/protocol';
import { request } from './direct-line';

/** Looks up what the desk can be asked. */
export class Lookups {
  private topics: Promise<TopicsResponse['topics']> | null = null;

  /** `base` is the address of the chat page. */
  constructor(private readonly base: URL) {}

  /** The best questions for a text, the most asked for an empty one; none when the server does not answer. */
  async suggest(text: string, signal?: AbortSignal): Promise<readonly KnownQuestion[]> {
    const url = new URL('api/suggest', this.base);
    url.searchParams.set('q', text);
    try {
      return (await request<SuggestResponse>(url, signal === undefined ? {} : { signal })).questions;
    } catch {
      return [];
    }
  }

  /** The menu, fetched once. Rejects with `RequestFailed`; the next call tries again. */
  async menu(): Promise<TopicsResponse['topics']> {
    this.topics ??= request<TopicsResponse>(new URL('api/topics', this.base)).then(({ topics }) => topics);
    try {
      return await this.topics;
    } catch (error) {
      this.topics = null;
      throw error;
    }
  }
}
