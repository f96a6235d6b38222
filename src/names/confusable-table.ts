/**
 * What common letters of other scripts look like, by the ASCII letter that they imitate: Cyrillic, Greek, Armenian,
 * Cherokee and Latin extensions after Unicode UTS 39, lower and upper case. Compatibility forms (full width, ligatures,
 * mathematical letters) are not here: NFKC turns them into ASCII.
 */
const ROWS: readonly (readonly [ascii: string, lookAlikes: string])[] = [
  ['a', '\u0430\u0410\u03b1\u0391\u0251\u13aa\u0561\u04d9'],
  ['b', '\u0412\u0392\u0184\u042c\u13cf\u0253\u0432'],
  ['c', '\u0441\u0421\u03f2\u03f9\u1d04\u13df\u2ca5'],
  ['d', '\u0501\u0500\u13a0\u0257\u0256\u13e7'],
  ['e', '\u0435\u0415\u0395\u0454\u0404\u04bd\u212e\u13ac\u0259\u025b\u03b5'],
  ['f', '\u0192\u017f\u03dc\u0584\u1e9d'],
  ['g', '\u0261\u0581\u0260\u13c0\u050c\u018d'],
  ['h', '\u04bb\u04ba\u041d\u0397\u043d\u0570\u13bb\u13c2\u0266'],
  ['i', '\u0456\u0406\u03b9\u0399\u0131\u0269\u04cf\u04c0\u13a5\u0268\u0130'],
  ['j', '\u0458\u0408\u03f3\u037f\u0237\u13ab'],
  ['k', '\u043a\u041a\u03ba\u039a\u212a\u13e6\u0138\u0199'],
  ['l', '\u01c0\u05c0\u13de\u0142\u019a\u026d\u04c1'],
  ['m', '\u043c\u041c\u039c\u03fa\u13b7\u0271'],
  ['n', '\u0578\u057c\u039d\u03b7\u0273\u0272\u043f\u0418\u0438'],
  ['o', '\u043e\u041e\u03bf\u039f\u0585\u0555\u03c3\u00f8\u00d8\u0275\u2c9f\u0e50\u3007'],
  ['p', '\u0440\u0420\u03c1\u03a1\u13e2\u01bf\u03f8\u2ca3'],
  ['q', '\u051b\u051a\u0563\u0566\u02a0'],
  ['r', '\u0433\u042f\u044f\u13a1\u13d2\u0280\u027e\u1d26'],
  ['s', '\u0455\u0405\u0282\u13da\u054f\u01bd\ua731'],
  ['t', '\u0442\u0422\u03c4\u03a4\u13a2\u01ab\u0163'],
  ['u', '\u057d\u03c5\u028b\u054d\u1d1c\u0446\u0426'],
  ['v', '\u03bd\u0475\u0474\u13d9\u1d20\u05d8'],
  ['w', '\u0461\u0460\u051d\u051c\u03c9\u0561\u13b3\u13d4\u0448\u0428'],
  ['x', '\u0445\u0425\u03c7\u03a7\u04b3\u166d\u2cad'],
  ['y', '\u0443\u0423\u04af\u04ae\u03b3\u03a5\u13a9\u0263\u01b4'],
  ['z', '\u0396\u0290\u1d22\u13c3\u0225'],
  ['0', '\u0665\u06f5\u07c0\u0966'],
  ['3', '\u0437\u0417\u04e1\u0417\u021d'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02d7\u2043\u06d4\u1806'],
  ['.', '\u3002\u0660\u06f0\u0701\u0702\ua4f8'],
  ['/', '\u2044\u2215\u2571\u29f8\u2f03'],
];

/** One code point to the ASCII character it imitates. The first row that names a letter wins. */
export const CONFUSABLES: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap(([ascii, lookAlikes]) => Array.from(lookAlikes, (char) => [char, ascii] as const)).reverse(),
);

/** Letters that no eye tells from ASCII: a word of nothing else is an imitation or a rare honest word. */
export const PERFECT_IMITATIONS: ReadonlySet<string> = new Set(
  Array.from(
    '\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0455\u0456\u0458\u04bb\u04cf\u0501\u051b\u051d' +
      '\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u0408' +
      '\u03b1\u03bf\u03bd\u03c1\u03b9\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7' +
      '\u0585\u057d\u0578\u0570',
  ),
);
