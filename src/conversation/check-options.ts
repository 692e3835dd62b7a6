import type { Dialogs, Flow, FlowOption } from '../domain/flow';
import { type Command, CommandRecognizer } from './commands';
import type { FlowFault } from './flow-fault';
import { OptionRecognizer, type Recognition } from './option-recognizer';

/** Commands that may stand among an option's phrases: they say nothing else there, or mean nothing at a question anyway. */
const HARMLESS: readonly Command['kind'][] = ['stuck', 'solved', 'next', 'step', 'later', 'unclear'];

const COMMAND_NAMES: Readonly<Record<Command['kind'], string>> = {
  human: '转人工',
  quit: '退出',
  back: '上一步',
  next: '下一步',
  restart: '重来',
  menu: '菜单',
  stuck: '还是不行',
  solved: '解决了',
  later: '我试试',
  unclear: '没听懂',
  step: '第几步',
};

/**
 * Finds labels and phrases of options that their own recogniser would take for something else: for another option, for
 * nothing, or for a number; and those that are a command, which could then not be given at that question.
 * `normalize` is the form in which the matcher compares texts.
 */
export function checkOptions({ flows, commands }: Dialogs, normalize: (text: string) => string): FlowFault[] {
  const known = new Map<string, string>();
  // The same phrases are normalised at every comparison.
  const remembered = (text: string): string => {
    const form = known.get(text) ?? normalize(text);
    known.set(text, form);
    return form;
  };
  const options = new OptionRecognizer(commands, remembered);
  const words = new CommandRecognizer(commands, (text) => options.compact(text));
  return flows.flatMap((flow) => checkFlow(flow, options, words));
}

function checkFlow(flow: Flow, recognizer: OptionRecognizer, commands: CommandRecognizer): FlowFault[] {
  return Object.entries(flow.steps).flatMap(([name, step]) => {
    if (step.kind !== 'ask') return [];
    return step.options.flatMap((option, index) =>
      phrasesOf(option, index).flatMap(({ phrase, path }) => {
        const fault = misunderstanding(phrase, index, step.options, recognizer) ?? shadowed(phrase, doing(option, name, flow), commands);
        return fault === null ? [] : [{ flow: flow.id, path: ['steps', name, ...path], severity: 'error' as const, ...fault }];
      }),
    );
  });
}

function phrasesOf({ label, say }: FlowOption, index: number): { readonly phrase: string; readonly path: readonly (string | number)[] }[] {
  return [
    { phrase: label, path: ['options', index, 'label'] },
    ...say.map((phrase, i) => ({ phrase, path: ['options', index, 'say', i] })),
  ];
}

type Wrong = Pick<FlowFault, 'code' | 'message' | 'hint'>;

/** Why a phrase is not taken for its own option; null when it is. */
function misunderstanding(phrase: string, index: number, options: readonly FlowOption[], recognizer: OptionRecognizer): Wrong | null {
  const recognition = recognizer.recognise(phrase, options);
  if (recognition.kind !== 'pick' || recognition.index !== index)
    return {
      code: 'option-not-picked',
      message: `用户说“${phrase}”，${understanding(recognition, options)}。`,
      hint: '同一个问题里，一种说法只能写在一个选项下；换个说法，或者删掉这一个。',
    };
  const numbered = recognizer.recognise(phrase, options.map(nameless));
  if (numbered.kind !== 'pick' || numbered.index === index) return null;
  return {
    code: 'number-as-option',
    message: `“${phrase}”听起来是在选第${String(numbered.index + 1)}个选项，却写在第${String(index + 1)}个下面。`,
    hint: '换个说法，或者删掉这一个。',
  };
}

/** The fault of a phrase that hides a command, unless the command is among those that the option itself does. */
function shadowed(phrase: string, does: readonly Command['kind'][], commands: CommandRecognizer): Wrong | null {
  const command = commands.recognise(phrase);
  if (command === null || HARMLESS.includes(command.kind) || does.includes(command.kind)) return null;
  return {
    code: 'command-as-option',
    message: `“${phrase}”是口令“${COMMAND_NAMES[command.kind]}”，写成选项，用户在这一步就没法用这个口令了。`,
    hint: '换个说法，或者删掉这一个；口令写在 dialogs/commands.yaml。',
  };
}

/** Commands that an option amounts to: it leads to a person, or to the end; at a flow's start, starting anew leads nowhere else. */
function doing(option: FlowOption, name: string, { starts, steps }: Flow): Command['kind'][] {
  const kind = steps[option.to]?.kind;
  return [
    ...(kind === 'escalate' ? ['human' as const] : []),
    ...(kind === 'end' ? ['quit' as const] : []),
    ...(Object.values(starts).includes(name) ? ['restart' as const] : []),
  ];
}

/** An option in which only its place can be recognised. */
function nameless(): Pick<FlowOption, 'label' | 'say' | 'polarity'> {
  return { label: '', say: [], polarity: null };
}

function understanding(recognition: Recognition, options: readonly FlowOption[]): string {
  const label = (index: number): string => options[index]?.label ?? '';
  switch (recognition.kind) {
    case 'pick':
      return `机器人会当成选项“${label(recognition.index)}”`;
    case 'exclude':
      return `机器人会当成排除了选项“${label(recognition.index)}”`;
    case 'none':
      return '机器人会当成“都不是”';
    case 'miss':
      return '机器人听不懂';
  }
}
