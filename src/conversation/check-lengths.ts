import type { Dialogs, Flow, FlowStep } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import type { FlowFault } from './flow-fault';
import { MAX_MESSAGE_LENGTH, Renderer } from './render';

/** Finds steps whose message, with its references filled in and its choices listed, is too long for one WeChat message. */
export function checkLengths({ flows }: Dialogs, knowledge: Knowledge): FlowFault[] {
  const renderer = new Renderer(knowledge);
  return flows.flatMap((flow) =>
    Object.entries(flow.steps).flatMap(([name, step]) =>
      messagesOf(flow, step, knowledge, renderer).flatMap(({ key, text }) => {
        const length = Array.from(renderer.fill(text)).length;
        if (length <= MAX_MESSAGE_LENGTH) return [];
        return [
          {
            flow: flow.id,
            path: ['steps', name, key],
            code: 'message-too-long',
            severity: 'error' as const,
            message: `这一步显示出来有${String(length)}个字，超过一条微信消息的${String(MAX_MESSAGE_LENGTH)}个字。`,
            hint: `至少删掉${String(length - MAX_MESSAGE_LENGTH)}个字，或者拆成两步。`,
          },
        ];
      }),
    ),
  );
}

/** The messages that a step writes by itself, with the key that each comes from; answers are measured where they stand. */
function messagesOf(
  flow: Flow,
  step: FlowStep,
  knowledge: Knowledge,
  renderer: Renderer,
): { readonly key: string; readonly text: string }[] {
  switch (step.kind) {
    case 'ask': {
      const choices = step.options.map(({ label }, i) => `${String(i + 1)}. ${label}`);
      return [
        { key: 'ask', text: [step.ask, ...choices].join('\n') },
        { key: 'again', text: [step.again, ...choices].join('\n') },
      ];
    }
    case 'input':
      return [
        { key: 'ask', text: step.ask },
        { key: 'again', text: step.again },
      ];
    case 'say':
    case 'end':
      return [{ key: 'say', text: step.say }];
    case 'escalate': {
      const ways = knowledge.contacts.filter(({ id }) => step.contacts.includes(id)).map((contact) => `☎ ${renderer.contact(contact)}`);
      const slip = [renderer.message('slip-title'), renderer.message('slip-problem', { title: flow.title })];
      return [{ key: 'say', text: [step.say, ...ways, '', ...slip].join('\n') }];
    }
    case 'answer':
    case 'guide':
    case 'call':
    case 'goto':
    case 'estimate':
      return [];
  }
}
