#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readConfig } from '../config';
import type { EvaluateOptions } from './evaluate';
import type { GroupOptions } from './group';
import { EXIT_USAGE, fail } from './output';
import { settingsHelp } from './settings';

/** Builds the command table; every command's own code is loaded only when it runs. */
export function createProgram(): Command {
  const program = new Command('shebao')
    .description('滕州社保网上办理问答助手')
    .version('0.1.0', '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [command]', '显示某个命令的帮助')
    .showHelpAfterError('（加 --help 看用法）')
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => {
        write(text.replace(/^error: /, '错误：'));
      },
    });

  program
    .command('ask')
    .description('问一个问题')
    .argument('[question...]', '问题；不写时从标准输入读')
    .option('--json', '输出一个 JSON 对象')
    .option('--jsonl', '从标准输入逐行读 {"q":"…"}，每行输出一个 JSON 对象')
    .option('--explain', '同时显示判断依据')
    .action(async (question: string[], options: { json?: boolean; jsonl?: boolean; explain?: boolean }) => {
      const { ask } = await import('./ask.js');
      await ask(readConfig(), question.join(' '), options);
    });

  program
    .command('chat')
    .description('在终端里对话')
    .option('--jsonl', '从标准输入逐行读 {"conversation":"…","text":"…"}，每行输出一个 JSON 对象')
    .action(async (options: { jsonl?: boolean }) => {
      const { chat } = await import('./chat.js');
      await chat(readConfig(), options);
    });

  program
    .command('group')
    .description('从复制的群聊里找出问题，逐个拟好回复')
    .argument('[file]', '聊天记录文件；不写时从标准输入读')
    .option('--json', '输出一个 JSON 对象')
    .option('--mention', '草稿开头 @提问的人')
    .action(async (file: string | undefined, options: GroupOptions) => {
      const { group } = await import('./group.js');
      await group(readConfig(), file, options);
    });

  program
    .command('serve')
    .description('在网页上服务：聊天页面、常见问题、表格下载')
    .addHelpText('after', settingsHelp)
    .action(async () => {
      const { serve } = await import('./serve.js');
      await serve(readConfig());
    });

  const kb = program.command('kb').description('知识库').helpCommand(false);
  kb.command('check')
    .description('检查知识库，逐条指出问题在哪、怎么改')
    .option('--json', '输出 JSON')
    .option('--fast', '跳过需要重新学习的检查')
    .action(async (options: { json?: boolean; fast?: boolean }) => {
      const { checkKnowledge } = await import('./kb-check.js');
      await checkKnowledge(readConfig(), options);
    });
  kb.command('show')
    .description('显示一个条目：答案、来源、问法')
    .argument('<id>', '条目编号，如 login-502，或原文编号，如 2.2.3')
    .option('--json', '输出 JSON')
    .action(async (id: string, options: { json?: boolean }) => {
      const { showEntry } = await import('./kb-show.js');
      showEntry(readConfig(), id, options);
    });
  kb.command('apply')
    .description('把工作台上采纳的提案写进知识库文件（全部写入，有一处错误就都不写）')
    .option('--dry-run', '只说会改什么，不改文件')
    .action(async (options: { dryRun?: boolean }) => {
      const { applyAccepted } = await import('./kb-apply.js');
      await applyAccepted(readConfig(), options);
    });
  kb.command('schema')
    .description('生成供编辑器使用的 JSON Schema（knowledge/schema/）')
    .action(async () => {
      const { writeSchemas } = await import('./kb-schema.js');
      writeSchemas(readConfig());
    });

  const data = program.command('data').description('保存的对话').helpCommand(false);
  data
    .command('export')
    .description('导出全部对话，每行一个 JSON 对象（个人号码已隐去）')
    .action(async () => {
      const { exportData } = await import('./data.js');
      await exportData(readConfig());
    });
  data
    .command('purge')
    .description('清除到期的对话（天数见设置 SHEBAO_RETENTION_DAYS，默认 180）')
    .option('--days <number>', '清除多少天以前的，0 表示全部')
    .action(async (options: { days?: string }) => {
      const { purgeData } = await import('./data.js');
      await purgeData(readConfig(), options);
    });
  data
    .command('stats')
    .description('显示保存了多少对话')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: boolean }) => {
      const { showStats } = await import('./data.js');
      await showStats(readConfig(), options);
    });

  const staff = program.command('staff').description('工作台的账号').helpCommand(false);
  staff
    .command('add')
    .description('新增账号（密码在终端里输入，不显示）')
    .argument('<name>', '用户名')
    .option('--role <role>', '权限：answer 答复、teach 教学、admin 管理员', 'answer')
    .option('--password-stdin', '从标准输入的第一行读密码')
    .action(async (name: string, options: { role: string; passwordStdin?: boolean }) => {
      const { addStaff } = await import('./staff.js');
      await addStaff(readConfig(), name, options);
    });
  staff
    .command('list')
    .description('列出所有账号')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: boolean }) => {
      const { listStaff } = await import('./staff.js');
      await listStaff(readConfig(), options);
    });
  staff
    .command('role')
    .description('改账号的权限，马上生效')
    .argument('<name>', '用户名')
    .argument('<role>', 'answer 答复、teach 教学、admin 管理员')
    .action(async (name: string, role: string) => {
      const { changeStaffRole } = await import('./staff.js');
      await changeStaffRole(readConfig(), name, role);
    });
  staff
    .command('password')
    .description('重设密码，已登录的都会退出')
    .argument('<name>', '用户名')
    .option('--password-stdin', '从标准输入的第一行读密码')
    .action(async (name: string, options: { passwordStdin?: boolean }) => {
      const { changeStaffPassword } = await import('./staff.js');
      await changeStaffPassword(readConfig(), name, options);
    });
  staff
    .command('disable')
    .description('停用账号，已登录的都会退出')
    .argument('<name>', '用户名')
    .action(async (name: string) => {
      const { disableStaff } = await import('./staff.js');
      await disableStaff(readConfig(), name, true);
    });
  staff
    .command('enable')
    .description('恢复停用的账号')
    .argument('<name>', '用户名')
    .action(async (name: string) => {
      const { disableStaff } = await import('./staff.js');
      await disableStaff(readConfig(), name, false);
    });

  const flow = program.command('flow').description('一步步引导的流程').helpCommand(false);
  flow
    .command('check')
    .description('检查流程，逐条指出问题在哪、怎么改')
    .option('--json', '输出 JSON')
    .action(async (options: { json?: boolean }) => {
      const { checkFlowFiles } = await import('./flow-check.js');
      await checkFlowFiles(readConfig(), options);
    });
  flow
    .command('list')
    .description('列出所有流程')
    .action(async () => {
      const { listFlows } = await import('./flow-show.js');
      listFlows(readConfig());
    });
  flow
    .command('show')
    .description('显示一个流程的所有步骤')
    .argument('<id>', '流程编号，如 ukey-trouble')
    .option('--mermaid', '输出 Mermaid 流程图')
    .action(async (id: string, options: { mermaid?: boolean }) => {
      const { showFlow } = await import('./flow-show.js');
      showFlow(readConfig(), id, options);
    });
  flow
    .command('record')
    .description('把一次对话存成测试（test/transcripts/）')
    .argument('[files...]', '要保存的文件；与 --update 一起用时为要重放的文件，不写就是全部')
    .option('--title <title>', '标题，默认用第一句话')
    .option('--update', '重放用户的话，改写机器人的话')
    .action(async (files: string[], options: { update?: boolean; title?: string }) => {
      const { recordFlow } = await import('./flow-record.js');
      await recordFlow(readConfig(), files, options);
    });

  program
    .command('evaluate')
    .description('用带答案的问题文件评估准确率')
    .argument('[files...]', '问题文件：每行 {"q":"…","gold":["2.2.3"],"kind":"…"}')
    .option('--json', '输出 JSON')
    .option('--svg <file>', '把“回答率—错误率”曲线画成 SVG 文件')
    .option('--failures', '逐条列出没有答对的问题')
    .option('--docs <file>', '评估任意问答集：每行 {"id","title","phrasings"?,"answer"?}')
    .option('--queries <file>', '与 --docs 一起用：每行 {"q","gold"}')
    .option('--noise <kind>', '先把问题弄坏再评估：homophone traditional pinyin ocr truncate drop spaces buttons mixed')
    .option('--seed <number>', '噪声的随机种子，默认 1')
    .action(async (files: string[], options: EvaluateOptions) => {
      const { evaluate } = await import('./evaluate.js');
      await evaluate(readConfig(), files, options);
    });

  program
    .command('fit')
    .description('用问题文件拟合权重和阈值（交叉验证）')
    .argument('<files...>', '问题文件')
    .option('--write', '写入 src/matching/weights.json（需要人工复核后提交）')
    .action(async (files: string[], options: { write?: boolean }) => {
      const { fitWeights } = await import('./fit.js');
      await fitWeights(readConfig(), files, options);
    });

  return program;
}

if (require.main === module) {
  // A reader that has seen enough (`shebao … | head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  createProgram()
    .parseAsync()
    .catch((error: unknown) => {
      // commander has printed its own message already.
      if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
      else fail(error);
    });
}
