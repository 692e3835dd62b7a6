/** A statement of the document that the rendered answer of its entry must make. */
export interface Fact {
  /** Entry that must state it. */
  readonly entry: string;
  /** The exact string as rendered; of several spellings any one will do. */
  readonly says: string | readonly string[];
}

/** Shorthand for a list: the entry with everything that its answer must state. */
type Facts = readonly [entry: string, ...says: (string | readonly string[])[]];

const BY_ENTRY: readonly Facts[] = [
  // 一、功能及时限
  ['ukey-processing-time', '一个半月到两个月', '枣庄市局', '山东政务统一平台'],
  ['platform-register-requirements', '电脑', '法人', '人脸认证', '绑定社保账户'],
  ['ukey-or-platform', '没有任何差别', '不建议重复办理'],
  ['multiple-accounts', '一个Ukey只能对应一个社保账号', '可以绑定多个社保账号', '推荐用政务平台账号'],
  ['offline-business', '镇街人力资源社会保障所', '人员增减', '在职缴费计划', '单据推送', '当月缴费发票', '滕州市人社局', '镇街人社所'],
  ['township-office-lookup', '“滕州市人社局”微信公众号', '智能客服', '“镇街人社所”'],
  // 二、1 注册
  ['register-already-registered', '左侧偏下', '法人登录', '找回密码', '先找回登录账号，再找回登录密码', '不要用找回功能'],
  ['register-script-prompt', 'IE9及以上版本', '谷歌浏览器', '360浏览器', '重启计算机', '更换计算机'],
  ['register-verification-failed', '单位名称', '统一社会信用代码'],
  ['register-human-help', '0531-12345', '中间偏下', '智能客服', '“转人工”', '只管'],
  ['register-public-bodies', '18663778981', '微信', '备注单位名称', '不要打电话'],
  [
    'register-fallback-ukey',
    'http://www.tengzhou.gov.cn/zzq/zfbm/rsj/bgxz/202101/t20210107_1137319.html',
    '《参保单位数字证书受理表》',
  ],
  // 二、2 登录
  ['login-entry-provincial', 'www.shandong.gov.cn', '右上角', '选择好地区'],
  ['login-entry-recommended', '第4步', 'zzhrss.zaozhuang.gov.cn', '登录窗口'],
  ['login-502', '推荐入口', 'zzhrss.zaozhuang.gov.cn'],
  ['login-white-screen', '三五分钟', '群里问', '关闭浏览器', '“人社助手”', '重启计算机', '换个时间', '换浏览器', '换线路', '换电脑'],
  ['login-urgent-offline', '镇街人力资源社会保障所', '人员增减', '基数申报', '单据推送', '滕州市人社局', '“镇街人社所”'],
  // 二、3–7 绑定、密码、增减员、申报
  ['bind-unit-number', '缴费发票', '同一行偏后', '经济类别', '10位数字', '5502873', '业务窗口', ['888888', '6个8'], '医保单位编号'],
  ['bind-not-registered', '一周之内', '定期统一维护', '一周以上', '核对', '社保账号是否正确'],
  ['ukey-pin', '12345678', '不可修改'],
  ['add-staff-notes', '缴费当月增员', '申报当月缴费之前', '不用社保中心审核'],
  ['remove-staff-notes', '回写到个人身上', '需要社保中心审核', '无法缴到个人身上'],
  ['declare-payment-notes', '每月20日前', '补缴一律到前台', '30分钟到3天', '“山东电子税务局”'],
  // 二、8 网上业务办理问题
  ['audit-result-prompt', '点击下一步', '还没审核', '微信群', '5502873', '未获取到内网审核信息'],
  ['duplicate-certificate', '放大镜', '养老中断', '在职人员续保', '统筹范围内转入', '各镇街人社所'],
  ['no-personal-plan', '微信群', '5502873', '计划'],
  ['biz-parameter', '关闭提示框', '任意一个菜单项', '刷新页面', '登录页面下方', '“人社助手”', '更换浏览器'],
  ['ukey-not-detected', '红灯', '人社助手', '登录页面下方', '卸载后重新安装', '火绒、360安全卫士、腾讯电脑管家、2345安全卫士', '用管理员身份运行', 'C盘', '换台电脑'],
  ['unpaid-bill', '税务平台缴费', '自动回传', '4天左右', '耐心等待'],
  ['unsubmitted-items', '主页右侧', '待办事项', '作废'],
  ['headcount-mismatch', '@业务人员', '5502873', '增员前', '缴费计划', '删除后重做'],
  ['no-payable-data', '没有制定缴费计划', '@业务人员', '5502873', '生成缴费计划'],
  ['bill-push-to-tax', '自动推送给税务', '不需要窗口业务人员'],
  ['server-exception', '全部关闭', '5分钟', '重新登录', '枣庄服务器', '微信群', 'QQ群', '换个时间'],
  ['new-unit-account', '营业执照副本', '加盖公章的《职工缴纳社会保险费增加表》', '参保人身份证原件', '善国北路社保大厅', '单位编号', '无法绑定'],
  ['first-tax-payment-failed', '政务服务中心二楼东侧', '税务窗口', '关联成功', '三方协议'],
  ['tax-headcount-zero', '总金额等于所有人缴费额之和', '放心缴费'],
  ['add-staff-after-bill', '@业务人员', '5502873', '撤销单据', '税务会有两张单据', '工资证明', '镇街人社所', '推送缴费发票'],
  ['bill-unconfirmed', '财务', '扣款', '向税务咨询', '重新生成单据并缴费'],
  ['personal-info-correction', 'zzhrss.zaozhuang.gov.cn', '第2步', '“个人登录”', '电话、邮编、地址', '姓名、身份证号码', '社保大厅窗口'],
  // 二、9–13
  ['payment-invoice', '人社部门不再出具', '税务大厅', '完税发票'],
  ['payment-arrival-time', '最快5天', '一般7天', '更名、合户、分拆', '无法确认'],
  ['ukey-login', '先插上Ukey', '第3步', '12345678', '个人登录', '重启计算机', '微信群', '手机QQ', '重启相关服务器'],
  ['medical-separate', '需要', '互不关联', '医保局'],
  ['base-limits', '据实申报', '3457元', '19012元', '不分档'],
  [
    'contribution-rates',
    '养老单位16%、个人8%',
    '失业单位0.7%、个人0.3%',
    '工伤单位0.2%-1.9%',
    '个人不缴',
    '所在行业性质',
    '“滕州市人社局”微信公众号',
    '“历年缴费基数”',
    '“工伤保险费率”',
  ],
  ['base-adjustment', '最低缴费基数', '企业社保网上工资基数申报流程', 'https://pan.baidu.com/s/1LPsdFXD6kui1Fn5LhRVxxw', '5251'],
  ['base-already-minimum', '可不申报', '所有人员', '《企业社会保险缴费基数申报表》', '申报流程视频'],
  ['upload-stuck', '“上传”按钮', '关掉浏览器', '更换浏览器', '谷歌浏览器'],
  ['base-without-ukey', '都不影响申报', '山东政务统一平台'],
  ['technical-support', '手机QQ', '地纬公司技术人员', '4001781234'],
  // 三、注册步骤
  [
    'guide-register',
    'zzhrss.zaozhuang.gov.cn',
    '办事大厅',
    '社会保险中的网上申报',
    '“山东省政务统一平台用户登录”',
    '法人登录',
    '法人注册',
    '关掉提示框',
    '法定代表人姓名和身份证号',
    '单位空间',
    '“立即认证”',
    '二维码',
    '爱山东APP',
    '扫一扫',
    '单位类型',
    '“下一步”',
    '密码、手机号、邮箱',
    '5秒',
    '快捷绑定入口',
    '单位编号',
    ['888888', '6个8'],
    '枣庄市社会保险单位网上服务系统',
    '账号设置',
    '修改密码',
  ],
  // 四、操作步骤
  ['guide-add-staff', '“在职增员”', '增员业务申报', '温馨提示', '※', '下一步', '“实际情况”', '双击上传按钮', 'pdf或jpg', '盖单位公章', '提交', '核对信息'],
  ['guide-remove-staff', '“在线减员”', '减员业务申报', '“实际情况”', '双击上传按钮', '减员表', 'pdf或jpg', '盖单位公章'],
  ['guide-generate-bill', '“社保缴费”', '缴费险种', '缴费月份', '缴费人数和应缴金额', '提交申请', '“打印单据”', '山东电子税务局'],
  [
    'guide-tax-payment',
    'http://etax.shandong.chinatax.gov.cn',
    '我要办税',
    '密码登录',
    '证书登录',
    '社保费缴纳',
    '96005656',
    '客服专员',
    '单位社保费申报',
    '查询',
    '点申报',
    '确认',
    '点缴费',
    '三方协议缴费',
    '刷卡',
  ],
  // 五、六
  [
    'guide-annuity-invoice',
    '【信息查询】-【社会保险】-【电子单据信息查询】',
    '【查看二维码】',
    '山东财政电子票据',
    '［电子票据］-［票据查验］-［扫一扫查验］',
    '地纬浏览器',
    '其他浏览器',
  ],
  ['video-tutorials', 'https://pan.baidu.com/s/1LPsdFXD6kui1Fn5LhRVxxw', '5251', '企业社保网上注册及办理', '企业社保网上工资基数申报流程', '枣庄人社APP注册'],
  // 表格
  [
    'form-base-declaration',
    '企业社会保险缴费基数申报表',
    '单位名称',
    '单位编号',
    '统一社会信用代码',
    '姓名',
    '社会保障号码',
    '起始月',
    '终止月',
    '工资发放总额',
    '月平均工资',
    '本年度月申报基数',
    '本人签字',
    '填报人签字',
    '联系电话',
    '填报日期',
    '盖章',
    '法定代表人或单位负责人',
    '公示',
    '瞒报工资总额或职工人数',
  ],
  [
    'form-staff-addition',
    '职工缴纳社会保险费增加表',
    '申报单位（章）',
    '编号',
    '性质',
    '填报时间',
    '社会保障号',
    '姓名',
    '性别',
    '职工身份',
    '出生年月',
    '参加工作时间',
    '增加原因',
    '增加时间',
    '缴费起止时间',
    '缴费基数',
    '增员应补缴',
    '单位缴纳、个人缴纳',
    '“新增”“转移增加”或“停保恢复”',
    '一式两份',
    '单位负责人（章）',
    '填表人',
    '保险机构审核人',
  ],
];

/** Every fact of the document: phones, addresses, amounts, rates, days, passwords, buttons, papers and conditions. */
export const FACTS: readonly Fact[] = BY_ENTRY.flatMap(([entry, ...says]) => says.map((said) => ({ entry, says: said })));

/** Phones and accounts with the entries whose answers may name them; in any other answer they would mislead. */
export const RESTRICTED: readonly { readonly value: string; readonly onlyIn: readonly string[] }[] = [
  { value: '0531-12345', onlyIn: ['register-human-help'] },
  { value: '18663778981', onlyIn: ['register-public-bodies'] },
  { value: '96005656', onlyIn: ['guide-tax-payment'] },
  { value: '4001781234', onlyIn: ['technical-support'] },
  {
    value: '5502873',
    onlyIn: ['bind-unit-number', 'audit-result-prompt', 'no-personal-plan', 'headcount-mismatch', 'no-payable-data', 'add-staff-after-bill'],
  },
  { value: '12345678', onlyIn: ['ukey-pin', 'ukey-login'] },
  { value: '6个8', onlyIn: ['bind-unit-number', 'guide-register'] },
  { value: 'tengzhou.gov.cn', onlyIn: ['register-fallback-ukey'] },
  { value: 'www.shandong.gov.cn', onlyIn: ['login-entry-provincial'] },
  { value: 'etax.shandong.chinatax.gov.cn', onlyIn: ['guide-tax-payment'] },
  { value: 'pan.baidu.com', onlyIn: ['video-tutorials', 'base-adjustment'] },
];

/** Every number that the document states; an answer with any other one would be an invention. */
export const DOCUMENT_NUMBERS: ReadonlySet<string> = new Set([
  ...['0531-12345', '18663778981', '5502873', '96005656', '4001781234', '12345678', '5251', '888888', '360', '2345', '502', '404'],
  ...['16%', '8%', '0.7%', '0.3%', '0.2%-1.9%', '3457', '19012', '10', '20', '30', '3', '4', '5', '7', '6', '8', '9', '12', '2'],
]);

/** Steps that the document counts out, by entry; the answer of an entry must have as many numbered lines. */
export const STEP_COUNTS: Readonly<Record<string, number>> = {
  'guide-register': 12,
  'guide-add-staff': 8,
  'guide-remove-staff': 3,
  'guide-generate-bill': 5,
  'guide-tax-payment': 9,
  'guide-annuity-invoice': 3,
};
