import type { Diagnostic } from '../domain/diagnostic';
import type { Flow } from '../domain/flow';
import type { Contact, Topic } from '../domain/knowledge';
import type { Fault, NodePath } from './fault';
import { type FlowContext, type FlowRule, fileOfFlow, textsOf } from './flow-context';
import { referencesIn } from './user-texts';

/** How a contact's scope begins when it deals with nothing else. */
const ONLY = '只管';

/**
 * Contacts that a flow sends users to although their scope leaves out what the flow is about. A contact whose `not_for`
 * names a topic by its title never takes it; one whose scope says 只管 and names topics takes no other, save at a step
 * whose words name that topic, such as the way out of a login flow for those who turn out not to be registered.
 */
export const checkContactScope: FlowRule = (context) =>
  context.flows.flatMap((flow) => [...checkOwnContact(flow, context), ...checkSteps(flow, context)]);

function checkOwnContact(flow: Flow, context: FlowContext): Diagnostic[] {
  return unfit(flow, flow.contact, '', ['contact'], context);
}

function checkSteps(flow: Flow, context: FlowContext): Diagnostic[] {
  return Object.entries(flow.steps).flatMap(([name, step]) => [
    ...(step.kind === 'escalate'
      ? step.contacts.flatMap((id, i) => unfit(flow, id, step.say, ['steps', name, 'escalate', i], context))
      : []),
    ...textsOf(step).flatMap(({ value, path }) =>
      referencesIn(value)
        .filter(({ kind }) => kind === 'contact')
        .flatMap(({ id, whole }) => unfit(flow, id, value, ['steps', name, ...path], context, whole)),
    ),
  ]);
}

/** The fault of giving a contact in a flow with the given words; none when it is in order or there is no such contact. */
function unfit(flow: Flow, id: string, words: string, path: NodePath, { knowledge, sources }: FlowContext, piece = ''): Diagnostic[] {
  const contact = knowledge.contacts.find((candidate) => candidate.id === id);
  const topic = knowledge.topics.find((candidate) => candidate.id === flow.topic);
  if (contact === undefined || topic === undefined) return [];
  const fault = faultOf(contact, topic, words, knowledge.topics);
  return fault === null ? [] : [sources.at(fileOfFlow(flow.id), path, fault, piece)];
}

function faultOf({ id, name, scope, notFor }: Contact, topic: Topic, words: string, topics: readonly Topic[]): Fault | null {
  const wrong = { code: 'contact-scope', severity: 'error' } as const;
  const only = scope.startsWith(ONLY) ? topics.filter(({ title }) => scope.includes(title)) : [];
  if (only.length > 0) {
    if (only.some((other) => other.id === topic.id || words.includes(other.title))) return null;
    const titles = only.map(({ title }) => `“${title}”`).join('、');
    const message = `“${id}”（${name}）只管${titles}，这个流程的主题是“${topic.title}”。`;
    const hint = `换成管这件事的联系方式${words === '' ? '' : `；这一步说的确实是${titles}，就在话里写明这几个字`}。`;
    return { ...wrong, message, hint };
  }
  if (!notFor.includes(topic.title)) return null;
  const message = `“${id}”（${name}）不管“${topic.title}”，这个流程的主题正是它。`;
  return { ...wrong, message, hint: `换成管这件事的联系方式；contacts.yaml 里写着它不管：${notFor}。` };
}
