const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}
const longestName = 80

/** The ending is given by what the file is, never by its title: nothing that was added can be saved as a program. */
export function fileNameOf(title: string, day: string, contentType: string): string {
  const words = [...title.normalize('NFC')]
    .map((letter) => (/[\p{L}\p{N} _-]/u.test(letter) ? letter : ' '))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestName)
    .trim()
  return `${words || 'file'} ${day.slice(0, 10)}.${endings[contentType] ?? 'bin'}`
}

/** What a new paper may be called, by the name of its file. */
export const titleOfFileName = (name: string): string =>
  name
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/[\p{C}]/gu, '')
    .replaceAll('_', ' ')
    .trim()
    .slice(0, 200)
