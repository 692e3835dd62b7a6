/** Fewest characters of a sentence whose last word may turn it into a question. */
const MIN_TAIL = 4;
const ASKS = [
  /[?？吗]|(?:是|对)吧[~。]*$/u,
  /(?:么|嘛)(?:[啊呀呢哈哦喔]|$|[\s,，。!！~…])/u,
  /怎么(?!都|也|会(?!事))|怎样(?!都)|咋(?!都|也)|如何|为什么|为啥|为何|何时|多少(?!都|年了)|多久|多长|多咱|是不是|能不能|可不可以|要不要|用不用|有没有|会不会|行不行|对不对|需不需要|该不该|有谁|哪位|求教|请教|谁(?:知道|会|能|有|懂|给|遇到|家)/u,
  /(?:啥|什么)(?!都|也|的$|时候.{0,6}再说)/u,
  /哪(?!怕|都|儿都|里都)|几(?=[天个号点月年步份时日家块种次人位成张栏周礼]|$)|[找问是给让由要]谁|谁[签盖]|在那(?:里|儿)?[查看弄办找下登填交打]|谁[一-鿿]{0,2}(?:[啊呀呢]|$)/u,
  /([\u4e00-\u9fff])[不没]\1(?!\1)/u,
  /^那?[^没还着在等正不可才刚忙急,，。]{2,5}呢[?？]?$/u,
  /(?:[是选用带填传去走找按交要报打]|原件)[^,，。]{1,12}还是(?!不|没|[这那]样|老|报|提示|叫|进|显示|一样|[上去]|原来|[空白])[^,，。]{1,10}|还是[^不没]{2,}(?:呢|啊|呀)$|(?:能|可以|要|得|用|须)[^,，。]{1,10}还是(?:必须|只能|要|得|需要|都|也)/u,
  /(?:\bzen ?me\b|\bzen ?yang\b|\bduo ?shao\b|\bduo ?jiu\b|\bzai na|\bna ?li\b|\bshen ?me\b|\bsha\b|\bji ?(?:tian|hao)\b|\bneng ?bu ?neng\b|\bma\b|\b(?:how|what|where|why)\b)/iu,
] as const;
/** "能加上不": a bare negation behind what may be so. */
const TAIL =
  /(?:(?:能|可以|会|要|得|用|有|是|让|给|够|算|行|该)[^,，。]{0,14}|[一-鿿](?:了|过|完|好|到|着))(?:不|没有?|否|不行|不能)(?:[啊呀呢哈哦]|了)?[~。\s]*$|(?:行|中|管|对|成|办|交|报|改|审|推|缴|加|减|打|选|填|盖|签)不[~。\s]*$|[一-鿿]{2}不[~。\s]*$/u;
const NOT_TAIL = /(?:还|也|都|又|就是|根本|从来|并|倒|才|可以|完全|一直|什么|啥)(?:不|没有?|不行|不能)(?:[啊呀呢]|了)?[~。\s]*$/u;
/** "网址", "比例": what is asked for, as the whole of a short message. */
const ASKED_FOR =
  /(?:电话|地址|网址|链接|入口|密码|提取码|表格?|模板|下载|步骤|流程|教程|视频|时间|要求|条件|手续|材料|费率|比例|上限|下限|上下限|标准|编号|联系方式|二维码)[呢啊]?$/u;
const MAX_ASKED_FOR = 12;

/** True when a text has the form of a question. */
export function asks(text: string): boolean {
  // Words such as 什么 end in the particle of a question and are none of it.
  const plain = text.replace(/这么|那么|要么|多么|没什么|不怎么|好几|(?:说|看|弄)什么/gu, '＿');
  if (NO_QUESTION.test(text)) return false;
  if (ASKS.some((pattern) => pattern.test(plain))) return true;
  return text.length >= MIN_TAIL && TAIL.test(text) && !NOT_TAIL.test(text);
}

/** True when a text names nothing but what it is asked for: "人社所电话". */
export function namesThing(text: string): boolean {
  return text.length >= MIN_TAIL && text.length <= MAX_ASKED_FOR && ASKED_FOR.test(text);
}

/** Forms of questions that ask nothing. */
const NO_QUESTION =
  /^(?:有人|有没有人|大家|你们|各位|都)[^,，。]{0,10}(?:成功|好|完|上|交|缴|报|收到|过)了(?:吗|没有?|么|嘛)[?？~]*$|^(?:不知道|不清楚|谁知道呢|怎么会|怎么可能|什么呀|哪里哪里|是吗|是嘛|真的吗|好吗)[啊呀呢!！。~?？]*$|怎么样了$|为(?:啥|什么)(?:每次|总|老|天天|都|要这么|这么)|怎么(?:这么|那么|又双)|谁(?:设计|发明|等得起|受得了|说不是|看了)|真的假的|(?:不|别).{0,4}耽误|至于吗|(?:咋|怎么|还让人)活|有完没完|是个头|(?:啥|什么)时候(?:是个头|才能不|能(?:一键|不用|简单|别))|(?:什么|这|啥)破|干不完|羡慕|开玩笑/u;

const TROUBLE =
  /不(?:了|掉|上(?!传)|出|动|到|去|进(?!行)|开|成功|行|显示|通过|让|好使|见|着|下来|过(?!来|去)|能|成|支持|匹配|符|付|一致|一样|认|走|够)|没(?!事|问题|关系|啥|什么|毛病|错|必要|办|用过|有必要)|失败|错误|报错|出错|异常|提示|弹|蹦|跳(?:出|红|到)|卡(?:住|死|顿|那|在|着)|白屏|转圈|转啊转|崩|死机|死循环|打不开|连不上|无法|无效|超时|闪退|空白|一片白|是白的|一直|老是|总是|又是|又报|又说|就说|却|明明|抽风|50[0-9](?!\d)|40[0-9](?!\d)|五零[零二三四]|四零[零三四]|显示|[录写填输登报弄]错|错了|忘|丢了|坏了|重复|撞|不存在|注销|尚未|未(?!来)|待确认|跨月|[很太好]慢|对不上|少[了个]|只(?:有|多|出|剩)|拦|欠/u;
const WISH =
  /想(?:问|知道|给|把|办|改|要|找|换|让|撤|请)|帮(?:我|忙|看|撤|查|弄|催|推)|给我|麻烦|求|告知|指点|发一?下(?!来)|发我一|发个|给个|给看/u;

/** True when a text tells of trouble or a wish without asking. */
export function complains(text: string): boolean {
  return TROUBLE.test(text) || WISH.test(text);
}

/** True when a text wishes for something to be done or given. */
export function wishes(text: string): boolean {
  return WISH.test(text);
}

/** True when a text is put to somebody who should know. */
export function consults(text: string): boolean {
  return /请问|请教|咨询|求助|老师|怎么办|咋办|怎么弄|咋弄/u.test(text);
}

/** Words of a story that has not come to its end. */
const STORY = /[又但却还才]|可(?!以|能)|只|别的|结果|我们|我家|我公司|我这|咱|俺/u;
/** Words that report what is done or known. */
const REPORT =
  /(?<![未没不有])成功(?!吗)|占线|没人接|审过|[通提办弄做报交缴推传搞][完上]?(?:过|过去)?了$|完成|搞定|顺利|已经?(?:申报|缴|交|办|增|减|提交|上传|做|登|审)|在这里|需要的|参考|听说|据说|原来|果然|终于|怪不得|提醒|记得|注意|以后|羡慕|哈哈|太好了/u;

/** True for a statement that may stand for a question: a story without an end, nothing done, nothing shared. */
export function tellsStory(text: string): boolean {
  return STORY.test(text) && !REPORT.test(text);
}

/** True when a text reports or shares something. */
export function reports(text: string): boolean {
  return REPORT.test(text);
}

/** Trouble that remains, whatever was tried. */
const STILL =
  /还(?:这样|那样|不行)|还是(?:不|没|这样|报|提示|叫|进不|显示|那样|老样)|又(?:报|说|提示|弹|跳|不|蹦)|(?:不行|没用|不管用|不好使)[啊呀了]*[!！。]?$|总(?:是|报)|老(?:是|报|提示)|一直/u;

const ADVICE =
  /的话[^?？]{0,8}(?:再|就|先|得|要)[^?？吗呢]*$|试试|试一下|试下|就行(?!吗|么|不|了吗)|就可以|就好了?(?!吗)|即可|就能(?!吗)|就成|就不用|就没事|没事(?:的|儿)?$|不用管|不要紧|得(?:去|找|等|选|用|先|问|从|跑|重新)|才(?:行|能|审|可以)|应该是|估计是|可能是|一般(?:都|是|得)|都(?:得|是|要)去|就是(?:了|这样)|建议|直接.{1,12}(?:就|吧|用|去|点|交|注册)|打(?:电话)?(?:\d{5,}|去问|过去)|(?:^|[^没])找(?!不).{1,8}(?:给|帮|做|弄)(?!.*[吗?？])|我(?:们)?(?:上次|之前|当时|上个?月|昨天|以前|家|这).{0,12}(?:好了|弄好|解决|这么|这样)|换(?:个|一个|台|了|成).{0,14}(?:好了|就|进|试)|好了(?=$|[,，。!！~\s啊呀])|可以了|看到了|马上(?:处理|弄|办)|(?:单位|名称|截图|号|名字|图)[^,，]{0,4}发(?:我|给|过来|一下)|私聊|给你|给您|收到了|别急|稍等|处理(?:好|完)了/u;
const IMPERATIVE =
  /^(?:那|那就|就|对[,，]?|你|您|可以|应该|要|得|先|再|直接)*(?:先|去|换(?=个|一|台|成|浏览|电脑|入口|网|谷歌|口)|重启(?!了)|重装|卸载|退出|清理?|等|拨打|联系|刷新|核对|检查|看看|看下|看一下|再看|再等|多等|试|问问|问(?=财务|税务|社保|医保|银行|客服|他们|她|他|技术|单位)|查查|打电话|打医保|找找|下载|带上?|拿着?|选(?![了好完])|点(?:开|进|一下|下一步|上面|右))/u;

/** True when a text tells somebody what to do, or what the speaker found out. */
export function advises(text: string): boolean {
  return (ADVICE.test(text) || IMPERATIVE.test(text)) && !STILL.test(text);
}

const NOTICE =
  /各(?:参保)?单位(?:请|注意|[：:,，]|须|需|要|务必|的?负责人)|请各(?:位(?!老师|大神|帮)|单位|参保)|特此通知|通知如下|【[^】]*(?:通知|公告|提醒)[^】]*】|^(?:通知|公告|提醒)[：:]|请(?:大家|还没|尚未|未|没有?).{0,30}(?:抓紧|尽快|及时|按时|完成|改成|相互|互相|转告)|(?:相互|互相)转告|收到请?回复|收到的?请|请(?:知悉|周知)/u;
/** Words of announcements that stand in questions as well. */
const NOTICE_UNLESS_ASKING = /所有人|温馨提示|逾期/u;
const CHAIN = /^#?\s*接龙|(?:^|\n)\s*1[.、．][^\n]*\n\s*2[.、．][^\n]*(?:已|收到|报名|\+1)/u;

/** True for an announcement to everybody, and for a list that people join one by one. */
export function announces(text: string): boolean {
  return NOTICE.test(text) || isChain(text) || (NOTICE_UNLESS_ASKING.test(text) && !asks(text));
}

/** True for a list that people join one by one. */
export function isChain(text: string): boolean {
  return CHAIN.test(text);
}

const ADVERTISES =
  /^(?:转发|分享)(?:[\s|｜:：]|$)|低价|特价|优惠(?!政策)|诚招|高薪|兼职|微信同号|电话同号|欢迎(?:咨询|来电|选购|订购|预订)|团购|秒杀|包邮|拼车|顺风车|投.{0,3}票|砍一刀|助力|点赞|出租|转让|出售|专业(?:代|办|承接|注册)|代理记账.*(?:注册|注销|电话)|一手房源|贷款.{0,8}(?:利息|额度|秒)|扫码(?:领|进群|关注)|限时|免费领|点(?:击|开)?链接/u;

/** True for an advertisement or another appeal that has nothing to do with the group. */
export function advertises(text: string): boolean {
  return ADVERTISES.test(text);
}

const SAME =
  /^(?:[+＋]\s?[1１一]|加[1１一]|顶|同问|同求|同上|同样的?(?:问题|情况)?|一样(?:的(?:问题|情况))?|俺也(?:是|一样)|(?:我|俺|咱)(?:们|家|这|这边|这里|单位|公司|的|那|那边)*(?:也是?(?:这样|这个(?:问题|提示|情况)?|一样的?|同样|不行|遇到了?|想(?:问|知道)这?个?|有(?:这个|同样的?|一样的?)(?:问题|情况)|进不去|登不上|这种情况)?|一样|同样)(?:的|啊|呀|呢|哎|欸|诶|了|，我也是)*)(?=$|[\s,，。!！?？~…、@])/u;

/** What is left of "+1", "我也是" and the like; null when the text is no such thing. */
export function sameAsBefore(text: string): string | null {
  const match = SAME.exec(text.trim());
  return match === null
    ? null
    : text
        .trim()
        .slice(match[0].length)
        .replace(/^[\s,，。!！?？~…、]+/u, '');
}

/** True for a text that speaks of its speaker joining others: "我也查不到", "我的也是白的". */
export function joinsOthers(text: string): boolean {
  return /^(?:我|俺|咱|这)[^,，]{0,6}也(?!不是|行|可以|没事|就)/u.test(text) && text.length <= 18;
}

const CLOSER =
  /^(?:[啊唉哎,，。\s]|这|那|这个|那个|这种|这样|这种情况|像这种|现在|该|要|应该|还|能|得|是|有|谁|老师|帮忙|帮|看看|怎么办|咋办|怎么弄|咋弄|咋整|怎么整|怎么解决|怎么处理|怎么回事|咋回事|啥情况|什么情况|什么原因|啥原因|什么意思|啥意思|为什么|为啥|急|在线等|求助|求解|呀|呢|吗|么|了|的|啥|什么|[?？!！~…])+$/u;

/** True for the tail of a question that says nothing by itself: "怎么办", "这是啥情况". */
export function isCloser(text: string): boolean {
  return text.length <= 20 && CLOSER.test(text) && /怎么|咋|啥|什么|为|急|求|看/u.test(text);
}

const OPENER =
  /^(?:[,，。!！?？~、\s]|各位|大家|老师们?|领导们?|亲们?|家人们|姐妹们|大神们?|大佬们?|高手|朋友们|群里|有|没有|人|在|不在|吗|么|不|没|了|都|还|好|早|早上|上午|中午|下午|晚上|你|您|你们|请教|请问|咨询|打扰|麻烦|不好意思|想|问|问问|请|一下|下|一个|个|点|事儿?|问题|件|谁|哪位|知道|会|懂|能|忙|帮|帮忙|看|看看|给|我|的|遇到|过|这|这个|这种|情况|啊|呀|呢|哈|嘛|吧|急|在线等|求助|求解|[\u4e00-\u9fff]{1,2}(?:老师|主任|姐|哥|科长|所长|会计|经理))+$/u;

/** True for words that only open a question, or call for somebody: "在吗", "有个问题请教一下". */
export function isOpener(text: string): boolean {
  return text.length <= 24 && OPENER.test(text);
}

/** True for words that lead up to something yet to come: "申报的时候蹦出来", "我这提示这个". */
export function leadsUp(text: string): boolean {
  return /(?:的时候|时|提示|显示|[弹蹦跳]出来?|出现|[它系统]说|写着|这个|这样|如下|[:：…])$/u.test(text);
}

/** True when somebody speaks to one person as to an equal: "你点上传了没". */
export function addressesYou(text: string): boolean {
  return /你(?!们|好)/u.test(text) && !/我|俺|咱/u.test(text.replace(/发我|给我看/gu, ''));
}

/** True when somebody asks the one who asked: "你点上传了没", "交了几天了". */
export function asksBack(text: string): boolean {
  if (/(?:我|俺|咱)/u.test(text)) return false;
  return (
    addressesYou(text) ||
    /(?:是不是|没有?|有没有)[^,，]{2,14}(?:了|吧|啊)?(?:吗|没|吧)?[?？]?$|了(?:吗|么|没有?|吧|不)[?？]?$|(?:几天|多久|多长时间|几次|多少次)了|哪个(?:单位|公司|系统|浏览器|界面|页面)|什么(?:浏览器|单位|系统)|啥(?:浏览器|单位|提示)|亮不亮|不是[^,，]{2,8}[?？]$|吧[?？]?$/u.test(
      text,
    )
  );
}

const SUBJECT =
  /社保|保费|到账|退役|减免|减(?:了|掉|不)|驱动|扫脸|白屏|转圈|打不开|[进登]不[去上]|50[234](?!\d)|404|biz|签名值|脚本|人社|推送|上传|回写|人脸|刷脸|核验|增加表|加人|减人|上保险|入保|新员工|离职|辞职|补[缴交]|[缴交]钱|扣款|法人|开户|单位编号|比例|费率|浏览器|助手|视频|网盘|丧葬|抚恤|去世|津贴|补助|补贴|特殊工种|养老金|认证|异地|断缴|稳岗|残疾|失业金|资格|产假|年假|婚假|工资|劳动|合同|仲裁|执照|工商|就业|档案|职称|报销|住院|门诊|生孩子|待遇|缴纳|医保|保险|养老|工伤|失业|生育|公积金|参保|缴费|交费|增员|减员|停保|基数|申报|单据|单子|发票|税|登录|登陆|注册|绑定|ukey|u盾|key|密码|平台|系统|账号|退休|灵活就业|补缴|证明|编号|审核|到账|退费|年金|补贴|窗口|电话|[员数报加理]表|表格/iu;

/** True when a text names a subject that an office of social insurance is asked about. */
export function namesSubject(text: string): boolean {
  return SUBJECT.test(text) || !/\p{Script=Han}/u.test(text);
}

/** What only business with the office is called by. */
const CORE =
  /社保|人社|参保|缴费|交费|增员|减员|增减员|停保|基数|单据|ukey|u盾|政务(?:服务)?平台|绑定|医保|养老|工伤|失业|公积金|申报|上保险|生育津贴|退休/iu;
const MIN_CORE = 6;

/** True when a text of some length names business with the office and nothing vaguer. */
export function namesBusiness(text: string): boolean {
  return text.length >= MIN_CORE && CORE.test(text);
}

/** True for words that turn to another matter: "另外…", "还有就是…". */
export function turns(text: string): boolean {
  return TURN.test(text);
}

const TURN = /^(?:还有(?:个|一个|就是|一点|一件|问题|[,，])|另外|对了|顺便|再(?:问|请教|咨询)|其次|第二[个,，])/u;

/** A message cut where it turns to another matter or a question has ended, the marks left with what they end. */
export function turningParts(text: string): string[] {
  return text
    .split(/(?<=[?？;；])\s*(?=\S{5})|[,，。\s]*(?=另外|还有(?:个|一个|就是|一点|一件)|顺便(?:再)?问|再(?:问|请教|咨询)(?:下|一下|个))/u)
    .filter((part) => part.trim() !== '');
}

/** True for words that only ask which one another means: "啥窗口", "哪个表". */
export function asksWhich(text: string): boolean {
  return (
    /^(?:啥|什么|哪个)[\u4e00-\u9fff]{1,3}[?？]*$/u.test(text) &&
    !/^(?:啥|什么)(?:情况|意思|原因|时候|时间|流程|手续|材料|条件)/u.test(text)
  );
}

/** True for doubt about what somebody has just said: "不是自动推吗". */
export function doubts(text: string): boolean {
  return /^(?:那|可|可是)?(?:不是|难道)[^,，]*[吗么嘛][?？]*$/u.test(text);
}

const DONE =
  /^(?:好(?:了|的|滴|嘞)|可以了|行了|弄好了|解决了|过了|进去了|找到了|知道了|明白了|懂了|谢|多谢|感谢|收到|ok|嗯|原来)|(?:好了|可以了|审过了|进去了|解决了|成了|明白了|知道了)[\s!！。~]*$/iu;
const THANKS = /(?:谢谢?|感谢|辛苦|👌|🙏).{0,8}$/u;

/** True when a text says that the matter is settled. */
export function settles(text: string): boolean {
  return DONE.test(text);
}

/** True when a text ends in thanks. */
export function thanks(text: string): boolean {
  return THANKS.test(text);
}
