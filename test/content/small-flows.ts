import { readDialogs, type ReadDialogsResult } from '../../src/content/read-dialogs';
import { readKnowledge } from '../../src/content/read-knowledge';
import { contentFiles, type Files, phrasings, SMALL_CONTENT } from './small-content';

/** The small content with two flows in which every rule is kept and every kind of step occurs. */
export const SMALL_FLOWS: Files = {
  ...SMALL_CONTENT,
  'knowledge/topics.yaml': 'topics:\n  - { id: login, title: 登录 }\n  - { id: register, title: 平台注册 }\n',
  'knowledge/contacts.yaml': `contacts:
  - { id: hotline, name: 业务电话, kind: phone, value: "5502873", scope: 社保业务, not_for: 平台注册, topics: [login] }
  - { id: group, name: 微信群, kind: group, value: "", scope: 网上业务 }
  - { id: province, name: 省级热线, kind: phone, value: 0531-12345, scope: 只管平台注册, topics: [register] }
links:
  - { id: portal, name: 官网, url: www.example.gov.cn }
`,
  'knowledge/entries/login.yaml': `entries:
  - id: login-502
    title: 登录报502
    question: 登录时出现502怎么办？
    source: ["2.2.3"]
    audience: 已注册平台的单位
    answer:
      conclusion: 换个入口登录。
      steps: [打开官网。, 重新登录。]
    flow: login-errors
  - id: white-screen
    title: 登录白屏
    question: 登录时白屏怎么办？
    source: ["2.2.4"]
    audience: 已注册平台的单位
    answer:
      conclusion: 先等一等，最低基数是{figure:base-min}。
    flow: login-errors
`,
  'knowledge/entries/register.yaml': `entries:
  - id: register-failing
    title: 注册不上
    question: 平台注册不上怎么办？
    source: ["2.1.4"]
    audience: 还没注册的单位
    answer:
      conclusion: 打省级热线。
    flow: register-trouble
`,
  'knowledge/phrasings/register-failing.yaml': phrasings('注册', 20),
  'dialogs/messages.yaml': `guide-progress: "第{step}步/共{total}步：{text}"
guide-next: 下一步
guide-back: 上一步
slip-title: 【咨询单】
slip-problem: 问题：{title}
slip-words: 原话：{text}
slip-notes: 试过：{text}
`,
  'dialogs/flows/login-errors.yaml': `title: 登录报错
topic: login
begin: direct
answer_first: [white-screen]
contact: hotline
starts:
  login-502: seen
  white-screen: wait
stuck: people
steps:
  seen:
    ask: 换过入口了吗？
    again: 从官网登录过没有？
    options:
      - label: 换过了
        polarity: "yes"
        say: [试过官网]
        note: 换过入口
        to: people
      - label: 没换过
        polarity: "no"
        say: [还没换过]
        to: walk
      - label: 没注册
        say: [没有账号]
        to: register
  walk:
    guide: login-502
    to: wait
  wait:
    answer: white-screen
    to: wage
  wage:
    input: amount
    ask: 工资多少？
    again: 请写数字。
    as: wage
    to: rate
  rate:
    input: percent
    ask: 比例多少？
    again: 请写比例。
    as: injury
    skip: 不知道
    skip_to: result
    to: result
  result:
    estimate: { wage: wage, injury: injury }
    to: done
  done:
    end: resolved
    say: 好的。
  people:
    escalate: [hotline, group]
    say: 请打电话{contact:hotline}。
  register:
    goto: register-trouble
`,
  'dialogs/flows/register-trouble.yaml': `title: 注册不上
topic: register
begin: offer
contact: province
starts:
  register-failing: first
steps:
  first:
    say: 先看看能不能登录。
    to: login
  login:
    call: login-errors
    to: after
  after:
    ask: 注册上了吗？
    again: 成功没有？
    options:
      - label: 注册上了
        to: done
      - label: 没注册上
        to: people
  people:
    escalate: [province]
    say: 请打省级热线。
  done:
    end: resolved
    say: 好的。
`,
};

/** Reads the flows of content files whose knowledge is in order. */
export function readFlows(files: Files): ReadDialogsResult {
  const { knowledge, sources, diagnostics } = readKnowledge(contentFiles(files));
  if (knowledge === null) throw new Error(`faulty knowledge: ${JSON.stringify(diagnostics[0])}`);
  return readDialogs(sources, knowledge);
}
