import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, type TurnContext } from 'botbuilder-core';

/** Collects what a turn sends; channels deliver it after the state has been stored. */
export class CollectingAdapter extends BotAdapter {
  readonly sent: Partial<Activity>[] = [];

  override sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    this.sent.push(...activities);
    return Promise.resolve(activities.map(() => ({ id: '' })));
  }

  override updateActivity(): Promise<ResourceResponse | undefined> {
    return Promise.reject(new Error('sent messages cannot be changed'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('sent messages cannot be deleted'));
  }

  override continueConversation(_reference: Partial<ConversationReference>): Promise<void> {
    return Promise.reject(new Error('conversations are continued by messages only'));
  }
}
