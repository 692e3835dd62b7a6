import { readContent } from '../app';
import type { Config } from '../config';
import { type ChangedFile, EditError, KnowledgeEdit } from '../content/edit-knowledge';
import type { ContentFile } from '../content/knowledge-files';
import { type ApplyOutcome, noteOutcome, teachingOf } from '../staff/learn/tools';
import type { Proposal } from '../storage/learning-store';
import { openStorage } from '../storage/open-store';
import { maskPersonal } from '../text/mask';
import { newErrors, WriteError, writeFiles } from './kb-apply-files';
import { EXIT_FAULT, note, print } from './output';

/** Most proposals that are written at once. */
const MAX_PROPOSALS = 500;

/** Writes the accepted proposals into the content files and prints what to commit; with `dryRun` only tells what it would do. */
export async function applyAccepted(config: Config, options: { dryRun?: boolean }): Promise<void> {
  const { store, learning, accounts } = await openStorage(config, { mask: maskPersonal, create: false });
  try {
    const proposals = await learning.proposals(['accepted'], MAX_PROPOSALS);
    if (proposals.length === 0) {
      note('没有已采纳、还没写入的提案。');
      return;
    }
    const dryRun = options.dryRun === true;
    const outcome = await applyProposals(config, proposals, { dryRun });
    if (!dryRun) await noteOutcome(learning, outcome);
    if (!dryRun && outcome.kind === 'applied') {
      const detail = { proposals: outcome.proposals, files: outcome.files.map(({ path }) => path) };
      await accounts.audit({ actor: null, action: 'learn-apply', target: '', detail });
    }
    report(outcome, proposals, dryRun);
  } finally {
    await store.close();
  }
}

/**
 * Writes proposals into the content files: all, or on any fault none. The files are checked, in the fast form, as they would be,
 * before one of them is touched. What stands there already counts as written.
 */
export async function applyProposals(
  { contentRoot }: Pick<Config, 'contentRoot'>,
  proposals: readonly Proposal[],
  { dryRun }: { readonly dryRun: boolean },
): Promise<ApplyOutcome> {
  const files = readContent({ contentRoot });
  // As they were proposed, so that a new entry comes before more phrasings of it.
  const inOrder = [...proposals].sort((a, b) => a.createdAt - b.createdAt);
  const edit = new KnowledgeEdit(files);
  const faults = inOrder.flatMap((proposal) => faultOf(edit, proposal));
  if (faults.length > 0) return { kind: 'refused', faults };
  const { errors } = await newErrors(files, edit.files);
  if (errors.length > 0) return { kind: 'refused', faults: await culprits(files, inOrder) };
  try {
    if (!dryRun) writeFiles(contentRoot, edit.changed);
  } catch (error) {
    if (error instanceof WriteError) return { kind: 'refused', faults: [{ proposal: null, message: error.message }] };
    throw error;
  }
  const written = edit.changed.map(({ path, before, added }) => ({ path, created: before === null, added }));
  return { kind: 'applied', proposals: inOrder.map(({ id }) => id), files: written, commit: commitMessage(inOrder, edit.changed) };
}

type Faults = Extract<ApplyOutcome, { kind: 'refused' }>['faults'];

function faultOf(edit: KnowledgeEdit, proposal: Proposal): Faults {
  try {
    edit.teach(teachingOf(proposal));
    return [];
  } catch (error) {
    if (error instanceof EditError) return [{ proposal: proposal.id, message: error.message }];
    throw error;
  }
}

/** Adds the proposals one after the other, and leaves out and names each that brings an error. */
async function culprits(files: readonly ContentFile[], proposals: readonly Proposal[]): Promise<Faults> {
  const faults: { proposal: string; message: string }[] = [];
  let good = files;
  for (const proposal of proposals) {
    const edit = new KnowledgeEdit(good);
    edit.teach(teachingOf(proposal));
    const { errors } = await newErrors(good, edit.files);
    const [error] = errors;
    if (error === undefined) good = edit.files;
    else
      faults.push({
        proposal: proposal.id,
        message: `${error.file}${error.line === 0 ? '' : ` 第 ${String(error.line)} 行`}：${error.message}${error.hint}`,
      });
  }
  return faults;
}

function commitMessage(proposals: readonly Proposal[], changed: readonly ChangedFile[]): string {
  const phrasings = changed.filter(({ path }) => path.includes('/phrasings/')).reduce((sum, { added }) => sum + added, 0);
  const entries = changed.filter(({ path }) => path.includes('/entries/')).reduce((sum, { added }) => sum + added, 0);
  const parts = [
    ...(entries > 0 ? [`新增 ${String(entries)} 个条目`] : []),
    ...(phrasings > 0 ? [`补充 ${String(phrasings)} 种问法`] : []),
  ];
  const lines = proposals.map(({ kind, target, texts, by, decidedBy }) => {
    const what = { phrasing: '问法', entry: '新条目', elsewhere: '不归我们答' }[kind];
    return `- ${target}（${what}）：${texts.join('；')}（${[...new Set([by, decidedBy ?? by])].join('、')}）`;
  });
  return [`knowledge: ${parts.join('，') || '无改动'}`, '', ...lines].join('\n');
}

function report(outcome: ApplyOutcome, proposals: readonly Proposal[], dryRun: boolean): void {
  if (outcome.kind === 'refused') {
    for (const { proposal, message } of outcome.faults) {
      const found = proposals.find(({ id }) => id === proposal);
      note(`错误：${found === undefined ? '' : `提案“${found.target}：${found.texts[0] ?? ''}”：`}${message}`);
    }
    note('内容文件没有任何改动。请在工作台的“学习”页退回有问题的提案，再运行一次。');
    process.exitCode = EXIT_FAULT;
    return;
  }
  const { files, commit } = outcome;
  if (files.length === 0) {
    print('这些提案的内容已经都在文件里，没有改动。');
    return;
  }
  print(`${dryRun ? '将会写入' : '已写入'} ${String(outcome.proposals.length)} 个提案，改动 ${String(files.length)} 个文件：`);
  for (const { path, created, added } of files) print(`  ${path}${created ? '（新文件）' : ''} +${String(added)}`);
  print(`\n建议的提交说明：\n\n${commit}`);
  note(dryRun ? '（只是预演，没有改动文件）' : '正在运行的服务会自动换上新内容。完整检查请运行：shebao kb check');
}
