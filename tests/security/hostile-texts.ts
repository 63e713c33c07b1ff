/**
 * Texts that somebody wrote in order to do harm, or that do it by themselves. Each has a short form for short fields.
 * Markup names itself `data-evil`, so that it is found when it became markup; what runs calls `pwn`.
 */
export const hostileTexts: readonly { name: string; long: string; short: string }[] = [
  { name: 'image', long: '"><img data-evil src=x onerror=pwn(1)>\'', short: '<b data-evil>' },
  { name: 'script', long: '</title></textarea><script data-evil>pwn(2)</script>', short: '<i data-evil>' },
  { name: 'address', long: 'javascript:pwn(3)', short: 'javascript:pwn(3)' },
  { name: 'formula', long: "=cmd|'/C calc'!A0", short: '=1+1' },
  {
    name: 'template',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what somebody would write
    long: '{{constructor.constructor("pwn(5)")()}} ${pwn(5)} #{7*7} <%= 7*7 %> {name}',
    short: '{{7*7}}',
  },
  { name: 'style', long: '</style><style data-evil>*{display:none}</style>', short: '</style>' },
  {
    name: 'drawing',
    long: "'/><svg data-evil/onload=pwn(7)><a href=javascript:pwn(7)>x</a>",
    short: "'/><svg/>",
  },
  {
    name: 'foreign',
    long: '<link data-evil rel=stylesheet href=//evil.example/x>@import url(//evil.example/y)',
    short: '//evil.example',
  },
  {
    name: 'right to left',
    long: 'до \u202eкинавориц\u202c \u2066\u202bпосле\u2069 \u200f',
    short: '\u202eабв',
  },
  { name: 'prototype', long: '__proto__', short: 'constructor' },
  { name: 'emoji', long: '👩🏽‍⚕️🇧🇾 𝕷𝖊𝖐𝖆𝖗 👨‍👩‍👧‍👦', short: '👩🏽‍⚕️' },
  { name: 'marks', long: `Б${'\u0310\u0489\u0301\u0325\u034e'.repeat(60)}оль`, short: 'Б\u0310\u0489\u0301' },
  { name: 'very long', long: `<b data-evil>${'Щ'.repeat(65_000)}`, short: 'Щ'.repeat(20) },
  { name: 'lines', long: 'a\r\n\r\nSet-Cookie: x=1\r\n\u2028\u2029b\tc', short: 'a\u2028b' },
  { name: 'zero', long: 'до\u0000после', short: '\u0000' },
  { name: 'half a letter', long: 'до\ud800после\udfff', short: '\ud800' },
]
