import type { Diagnostic } from '../domain/diagnostic';
import { type FlowRule, fileOfFlow } from './flow-context';
import { nearest } from './suggest';

/** Entries and flows that do not name each other: an entry's `flow` and a flow's `starts` must agree. */
export const checkFlowEntries: FlowRule = (context) => [...checkStarts(context), ...checkEntries(context)];

const checkStarts: FlowRule = ({ flows, knowledge, sources }) =>
  flows.flatMap((flow) =>
    Object.keys(flow.starts).flatMap((id): Diagnostic[] => {
      const entry = knowledge.entries.find((candidate) => candidate.id === id);
      if (entry?.flow === flow.id) return [];
      const error = { severity: 'error' } as const;
      if (entry !== undefined) {
        const said = entry.flow === null ? '没有写 flow' : `写的是 flow: ${entry.flow}`;
        const message = `这个流程从条目“${id}”开始，但条目里${said}。`;
        const hint = `在 ${sources.fileOf(entry)} 的这个条目里写 flow: ${flow.id}；不该从这里开始，就删掉这一行。`;
        return [sources.atKey(fileOfFlow(flow.id), ['starts'], id, { code: 'entry-without-flow', ...error, message, hint })];
      }
      const guess = nearest(
        id,
        knowledge.entries.map((candidate) => candidate.id),
      );
      const hint = guess === null ? '编号见 knowledge/entries/。' : `是不是想写“${guess}”？编号见 knowledge/entries/。`;
      return [
        sources.atKey(fileOfFlow(flow.id), ['starts'], id, { code: 'unknown-entry', ...error, message: `没有“${id}”这个条目。`, hint }),
      ];
    }),
  );

const checkEntries: FlowRule = ({ flows, knowledge, sources }) =>
  knowledge.entries.flatMap((entry): Diagnostic[] => {
    const { id, flow } = entry;
    if (flow === null) return [];
    const owner = flows.find((candidate) => candidate.id === flow);
    const error = { severity: 'error' } as const;
    if (owner === undefined) {
      const guess = nearest(
        flow,
        flows.map((candidate) => candidate.id),
      );
      const hint = guess === null ? '改成 dialogs/flows/ 里有的文件名，或者删掉这一行。' : `是不是想写“${guess}”？`;
      return [sources.atEntry(entry, ['flow'], { code: 'unknown-flow', ...error, message: `没有“${flow}”这个流程。`, hint })];
    }
    if (id in owner.starts) return [];
    const hint = `在 ${fileOfFlow(flow)} 的 starts 里写 ${id} 从哪一步开始。`;
    return [
      sources.atEntry(entry, ['flow'], {
        code: 'flow-without-start',
        ...error,
        message: `流程“${flow}”的 starts 里没有条目“${id}”。`,
        hint,
      }),
    ];
  });
