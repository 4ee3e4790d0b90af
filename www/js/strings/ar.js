/** كل نص تراه العين، بالعربية. Every visible string, in Arabic. */

const rules = new Intl.PluralRules("ar");
const digits = new Intl.NumberFormat("ar").format;
const lists = new Intl.ListFormat("ar");
/** Arabic counts in six ways: none, one, two, few, many, and the rest. */
const count = (n, { one, two, few, many, other }) => {
  const form = rules.select(n);
  if (form === "one") return one;
  if (form === "two") return two;
  return `${digits(n)} ${{ zero: many, few, many, other }[form]}`;
};
/** What is said of so many things agrees with their number: of two in the dual, of three to ten in the plural. */
const agreeing = (n, { two, few, other }) => ({ two, few }[rules.select(n)] ?? other);
const QUOTES = { one: "اقتباس واحد", two: "اقتباسان", few: "اقتباسات", many: "اقتباسًا", other: "اقتباس" };
/** The same after a preposition. */
const OF_QUOTES = { ...QUOTES, two: "اقتباسين" };
const SPEAKERS = { one: "متحدث واحد", two: "متحدثان", few: "متحدثين", many: "متحدثًا", other: "متحدث" };
const NAMES = { one: "اسم واحد", two: "اسمان", few: "أسماء", many: "اسمًا", other: "اسم" };
const MENTIONS = { one: "مرة واحدة", two: "مرتان", few: "مرات", many: "مرة", other: "مرة" };
const PHRASES = { one: "عبارة واحدة", two: "عبارتين", few: "عبارات", many: "عبارة", other: "عبارة" };
const MARKS = { one: "علامة تنصيص واحدة", two: "علامتا تنصيص", few: "علامات تنصيص", many: "علامة تنصيص", other: "علامة تنصيص" };
const UNSEEN = { one: "حرف خفي واحد", two: "حرفان خفيان", few: "أحرف خفية", many: "حرفًا خفيًا", other: "حرف خفي" };
const FIXES = { one: "تصحيح واحد", two: "تصحيحان", few: "تصحيحات", many: "تصحيحًا", other: "تصحيح" };
/** Words of the article keep their own direction within an Arabic sentence. */
const isolated = (words) => `\u2068${words}\u2069`;
const quoted = (words) => `\u00ab${isolated(words)}\u00bb`;

export const ar = {
  lang: "ar",
  dir: "rtl",
  other: { lang: "en", name: "English" },
  digits,
  percent: new Intl.NumberFormat("ar", { style: "percent" }).format,
  listed: (items) => lists.format(items),
  title: "whosaid \u2013 من قال ماذا في الأخبار",
  tagline: "من قال ماذا، في أي خبر.",
  promise: "تجري القراءة على جهازك، ولا يغادره شيء مما تلصقه.",
  skip: "انتقل إلى من قال ماذا",
  jump: "إلى من قال ماذا",
  articleWords: /^(?:the|an?)$/iu,

  invite: "الصق خبرًا",
  inviteHint: "من صفحة ويب أو Word أو Google Docs أو نص عادي، أو أفلت ملفًا هنا. بالإنجليزية فقط في الوقت الحالي.",
  placeholder: "الصق الخبر أو اكتبه هنا",
  trySample: "جرّب خبرًا نموذجيًا",
  sampleCredit: "خبر نموذجي كُتب من أجل whosaid برخصة CC0. الأشخاص والأماكن من نسج الخيال.",
  edit: "حرّر النص",
  doneEditing: "أغلق المحرر",
  tooLongToEdit: "هذا النص أطول من أن يُحرَّر هنا. الصق نصًا معدّلًا بدلًا منه.",
  another: "خبر جديد",
  openFile: "افتح ملفًا",
  before: "عُد إلى الخبر السابق",
  beforeKept: "الخبر السابق وتصحيحاتك له ما زالت هنا.",
  dropHere: "أفلت الملف: نص أو صفحة ويب",
  undo: "تراجع",
  redo: "أعد",
  editorLabel: "نص الخبر",

  working: "تجري القراءة\u2026",
  counts: (n) => [count(n.quotes, QUOTES), count(n.speakers, SPEAKERS), count(n.names, NAMES)].join("، "),
  invisible: (n) => `${count(n, UNSEEN)} ${agreeing(n, {
    two: "بقيا في النص ولم يُلتفت إليهما", few: "بقيت في النص ولم يُلتفت إليها", other: "بقي في النص ولم يُلتفت إليه",
  })} عند القراءة`,
  readIn: (ms) => (ms < 1 ? "قُرئ في أقل من ملّي ثانية على هذا الجهاز" : `قُرئ في ${digits(Math.round(ms))} ملّي ثانية على هذا الجهاز`),
  nothing: "لا اقتباسات في هذا النص",
  nothingHint: "يبحث whosaid عن الكلام بين علامات التنصيص وعن الكلام المنقول، مثل \u2068\u201cshe said that\u2026\u201d\u2069.",

  problems: {
    tooLong: { title: "هذا النص طويل جدًا.", help: `يقرأ whosaid ما يصل إلى ${digits(32)} ميغابايت دفعة واحدة. الصق جزءًا منه.` },
    blocked: {
      title: "لا يُسمح لهذه الصفحة بتشغيل القارئ.",
      help: "سياسة أمان هذا الموقع، أو إعداد في هذا المتصفح، تمنع WebAssembly. تحتاج السياسة إلى الكلمة \u2068'wasm-unsafe-eval'\u2069 في \u2068script-src\u2069. نصك ما زال هنا.",
    },
    missing: { title: "تعذّر تحميل القارئ.", help: "ملف من هذه الصفحة مفقود أو تالف. نصك ما زال هنا." },
    noSource: { title: "لم يُعثر على الخبر.", help: "لا عنصر في هذه الصفحة يسميه \u2068src-selector\u2069." },
    fileType: { title: "لا يمكن قراءة هذا الملف.", help: "يفتح whosaid النصوص العادية وصفحات الويب (\u2068.txt, .html\u2069). في Word أو Google Docs احفظ الخبر صفحةَ ويب أو نصًا عاديًا، أو انسخه والصقه." },
    fileSize: { title: "هذا الملف كبير جدًا.", help: `يقرأ whosaid ما يصل إلى ${digits(32)} ميغابايت دفعة واحدة.` },
    fileEmpty: { title: "لا نص في هذا الملف.", help: "" },
    fileRead: { title: "لم يستطع المتصفح فتح هذا الملف.", help: "ربما نُقل أو أُقفل." },
    corrections: { title: "لم تُقبل هذه التصحيحات.", help: "الملف تالف، أو لم يحفظه whosaid. تصحيحاتك لم تتغير." },
    foreignCorrections: { title: "هذه التصحيحات تخص نصًا آخر.", help: "لا يناسب أي منها هذا الخبر. تصحيحاتك لم تتغير." },
    crashed: { title: "توقف القارئ أثناء قراءة هذا النص.", help: "نصك ما زال هنا. وقد أُعيد تشغيل القارئ." },
  },
  details: "التفاصيل",
  tryAgain: "حاول مرة أخرى",
  noWorker: (reason) => `يقرأ whosaid على خيط الصفحة نفسه، لأن العامل لم يبدأ (${reason || "لا يذكر المتصفح سببًا"}). `
    + "يحتاج إلى \u2068worker-src\u2069 من أجل \u2068worker.js\u2069، وإلى \u2068trusted-types who-said\u2069 حيث تُفرض.",
  newVersion: "نسخة جديدة من whosaid جاهزة.",
  reload: "حمّلها الآن",
  otherLanguage: (name) => `يبدو أن هذا النص بلغة أخرى (${name}). يقرأ whosaid الإنجليزية، وما يعلّمه هنا قد يكون خطأ.`,
  unknownLanguage: "لغة غير معروفة",
  unclosed: (n) => `${count(n, MARKS)} ${n === 2 ? "فُتحتا ولم تُغلقا" : "فُتحت ولم تُغلق"}.`,

  waiting: (n) => `${count(n, FIXES)} ${agreeing(n, {
    two: "لا يناسبان النص بعد تغييره، وينتظران", few: "لا تناسب النص بعد تغييره، وتنتظر", other: "لا يناسب النص بعد تغييره، وينتظر",
  })}. أعد النص كما كان، أو تراجع.`,
  fix: {
    open: "غيّر",
    openOf: (label) => `غيّر قائل الاقتباس ${label}`,
    openMerge: "ادمج",
    openEntity: (name) => `ادمج ${isolated(name)} مع اسم آخر`,
    whoSaid: (label) => `من قال الاقتباس ${label}؟`,
    otherName: "اسم آخر\u2026",
    typeName: "اسم المتحدث",
    change: "غيّر المتحدث",
    dismiss: "ليس اقتباسًا",
    cancel: "ألغِ",
    sameAs: (name) => `${isolated(name)} هو نفسه`,
    merge: "اجعلهما واحدًا",
    byHand: "صُحّح يدويًا",
    done: "صُحّح.",
    undone: "أُلغي التصحيح.",
    redone: "أُعيد التصحيح.",
    loaded: (n) => `حُمّل: ${count(n, FIXES)}.`,
  },
  copyQuote: "انسخ",
  copyQuoteOf: (label) => `انسخ الاقتباس ${label} مع قائله`,
  quoteCopied: (label) => `الاقتباس ${label} في الحافظة.`,
  attributed: (words, name, role) => `${words} \u2013 ${role ? `${name}, ${role}` : name}`,
  away: {
    button: "خذ معك",
    title: "خذ القراءة معك",
    download: "احفظ",
    copy: "انسخ",
    print: "اطبع، أو احفظ PDF",
    corrections: "تصحيحاتك",
    saveCorrections: "احفظ في ملف",
    loadCorrections: "حمّل من ملف",
    downloaded: (name) => `حُفظ: ${name}.`,
    copied: (name) => `في الحافظة: ${name}.`,
    notCopied: "لم يسمح المتصفح بالنسخ.",
    formats: {
      markdown: { name: "ملاحظات", about: "Markdown، لنصك أنت" },
      csv: { name: "اقتباسات", about: "CSV، لجدول البيانات" },
      "csv-entities": { name: "أسماء", about: "CSV، لجدول البيانات" },
      json: { name: "التقرير كاملًا", about: "JSON، للبرامج" },
      w3c: { name: "تعليقات توضيحية", about: "W3C Web Annotation" },
      jsonld: { name: "بيانات مترابطة", about: "schema.org JSON-LD" },
      tei: { name: "الخبر معلّمًا", about: "TEI XML، للأرشيف" },
    },
  },
  strip: {
    title: "أين يتكلم كل متحدث",
    how: "من أول الخبر إلى آخره؛ الداكن اقتباس، والباهت كلام منقول",
    names: "الأسماء",
    piece: (label, words) => `${label}: ${words}`,
    where: "الموضع في الخبر",
    words: "كلمة",
    more: (n) => `أظهر ${digits(n)} أخرى`,
    parts: (list, n, all) => `${n === 1 ? "في الجزء" : "في الأجزاء"} ${list} من ${all}`,
  },
  sourcesTab: "المصادر",
  audit: {
    byType: "لمن تُعطى الكلمة",
    bySource: "المصادر",
    type: "نوع المصدر", sources: "المصادر", source: "المصدر", quotes: "اقتباسات", words: "كلمات", share: "الحصة",
    total: "المجموع",
    types: { named: "أشخاص بأسمائهم", unnamed: "أشخاص بلا أسماء", institution: "مؤسسات", collective: "جماعات", unknown: "لا يُذكر القائل" },
    kinds: { named: "بالاسم", unnamed: "بلا اسم", institution: "مؤسسة", collective: "جماعة", unknown: "غير معروف" },
    pronouns: (list) => `الضمير في النص: ${isolated(list)}`,
    note: "حُسبت من الاقتباسات كما عُلّمت، والكلام المنقول معها. ولا يُخمَّن شيء عن أي شخص سوى ما يقوله النص.",
  },
  filters: {
    look: "يحتاج نظرة",
    names: { people: "أشخاص", organisations: "منظمات", places: "أماكن", others: "أسماء أخرى", facts: "تواريخ وأرقام" },
    shown: (n, all) => `يظهر ${digits(n)} من ${count(all, OF_QUOTES)}.`,
    all: "أظهر الكل",
  },
  notes: { title: "حواشٍ: من قال" },
  keys: {
    title: "المفاتيح",
    single: "استعمل المفاتيح المفردة",
    close: "أغلق",
    list: {
      j: "الاقتباس التالي", k: "الاقتباس السابق", n: "الاقتباس التالي الذي يحتاج نظرة", c: "غيّر قائل الاقتباس", y: "انسخ الاقتباس",
      u: "تراجع عن تصحيح", r: "أعده", s: "من قال ماذا، المصادر، الأسماء بالتناوب", e: "حرّر النص", t: "خذ معك",
    },
    fixed: [["Enter", "من الاقتباس إلى بطاقته، والعودة"], ["Esc", "عودة إلى النص، وإغلاق ما فُتح"], ["?", "هذه القائمة"]],
  },

  article: "الخبر",
  results: "ما قرأه whosaid",
  speakersTab: "من قال ماذا",
  namesTab: "أسماء وحقائق",
  nobody: "لم يُعثر على متحدث في هذا النص.",
  unknownSpeaker: "متحدث غير معروف",
  showUnspoken: (n) => `أظهر أيضًا ${count(n, PHRASES)} بين علامات تنصيص ${n === 2 ? "لم تُقرآ" : "لم تُقرأ"} ككلام`,
  quotesOf: (n) => count(n, QUOTES),
  mentionsOf: (n) => count(n, MENTIONS),
  more: (n) => `أظهر ${digits(n)} أخرى`,
  toCard: (label, name) => `الاقتباس ${label}، ${isolated(name)}: لماذا؟`,
  toText: (label) => `الاقتباس ${label}: أظهره في الخبر`,
  noEntities: "لا أسماء في هذا النص.",

  kinds: { direct: "اقتباس مباشر", mixed: "اقتباس جزئي", indirect: "كلام منقول", scare: "تنصيص تحفّظ", title: "عنوان أو اسم", lyric: "أغنية", placard: "لافتة", thought: "فكرة" },
  certainty: { sure: "مؤكد", likely: "مرجّح", unclear: "غير واضح" },
  legend: {
    title: "كيف تُقرأ العلامات، والتصفية بها",
    speaker: "من يتكلم",
    cue: "فعل القول",
  },
  types: {
    PERSON: "أشخاص", ORG: "منظمات", GPE: "بلدان ومدن", LOC: "أماكن", FACILITY: "مبانٍ ومواقع",
    NORP: "جنسيات وجماعات", EVENT: "أحداث", WORK: "أعمال", PRODUCT: "منتجات", TITLE: "ألقاب",
    DATE: "تواريخ", TIME: "أوقات", MONEY: "أموال", PERCENT: "نسب مئوية", NUMBER: "أرقام",
  },

  why: {
    and: "؛ ",
    corrected: "أنت صحّحت قائل هذا الكلام.",
    scare: "علامات التنصيص تُبعد الكاتب عن الكلمة، ولا يُقتبس أحد.",
    title: "علامات التنصيص تميّز اسمًا أو عنوانًا، ولا يُقتبس أحد.",
    lyric: "هذه كلمات غُنّيت، ولم تُقل لأحد.",
    placard: "هذه كلمات مكتوبة على لافتة أو ما يشبهها، ولم ينطق بها أحد.",
    thought: "هذه كلمات دارت في ذهن أحدهم، ولم تُقل لأحد.",
    unknown: "لا يذكر النص قائل هذا الكلام.",
    unsaid: (cue) => `الكلمة ${quoted(cue)} تنقل هذا الكلام، لكن النص لا يذكر قائله.`,
    cueAfter: (cue, near) => `${subject(cue)} بعد الاقتباس${near ? " مباشرة" : ""}`,
    cueBefore: (cue, near) => `${subject(cue)} قبل الاقتباس${near ? " مباشرة" : ""}`,
    cueBetween: (cue) => `${subject(cue)} بين أجزاء الاقتباس`,
    cueReports: (cue) => `${quoted(cue)} تنقل ما يليها`,
    cueReportsBack: (cue) => `${quoted(cue)} تنقل ما قبلها`,
    cueInside: (cue) => `${quoted(cue)} تقطع الاقتباس`,
    rules: {
      "for-speaker": (speaker) => `الجملة تورده رأيًا لـ${quoted(speaker)}`,
      "noun-after": (speaker) => `الجملة بعده تنسبه إلى ${quoted(speaker)}`,
      "lead-in": (speaker) => `الكلمات قبله، عن ${quoted(speaker)}، تمهّد له`,
      signature: (speaker) => `موقّع باسم ${quoted(speaker)} بعد شرطة`,
      turn: (speaker) => `يبدأ السطر باسم ${quoted(speaker)} ثم نقطتين، كما في أدوار المحاضر`,
      headline: (speaker) => `${quoted(speaker)} هو الاسم الذي يسبقه في العنوان`,
      repeated: (speaker) => `العنوان يكرر كلامًا ينقله المقال عن ${quoted(speaker)}`,
      alternating: (speaker) => `لا فعل قول له، والمتحدثان يتناوبان الكلام، وهذا دور ${quoted(speaker)}`,
      continued: (speaker) => `لا فعل قول له، وهو يتابع ${quoted(speaker)} الذي تكلم قبله مباشرة`,
    },
    noCue: (speaker) => `لا فعل قول؛ و${quoted(speaker)} هو المتحدث الأنسب`,
    speaker: (speaker) => `والمتحدث هو ${quoted(speaker)}`,
    same: (mention, name) => `${quoted(mention)} هو ${isolated(name)}`,
    standsFor: (mention, name) => `${quoted(mention)} تعني ${isolated(name)}`,
    rule: "القاعدة",
  },

  footer: {
    privacy: "لا خادم ولا حساب ولا ملفات تعريف. افصل الشبكة ويبقى كل شيء يعمل.",
    machine: "علّمته آلة، والآلة تخطئ. تحقق قبل النشر.",
    source: "برنامج حر، برخصة MIT أو Apache 2.0.",
  },
};

function subject(cue) {
  return /\s/u.test(cue) ? `الكلمات ${quoted(cue)} تقع` : `الكلمة ${quoted(cue)} تقع`;
}
