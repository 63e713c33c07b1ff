import { expect, test } from 'vitest'
import { fileNameOf, titleOfFileName } from './file-name.ts'

test.each([
  ['Выписка из ЦРБ', 'application/pdf', 'Выписка из ЦРБ 2026-10-01.pdf'],
  ['../../etc/passwd', 'image/png', 'etc passwd 2026-10-01.png'],
  ['снимок.exe\u202Egpj', 'image/jpeg', 'снимок exe gpj 2026-10-01.jpg'],
  ['<script>', 'text/html', 'script 2026-10-01.bin'],
  ['???', 'application/pdf', 'file 2026-10-01.pdf'],
])('%j as %s is saved as %s', (title, type, name) => {
  expect(fileNameOf(title, '2026-10-01', type)).toBe(name)
})

test('the name of a file is what a paper may be called', () => {
  expect(titleOfFileName('Эпикриз_ЦРБ.pdf')).toBe('Эпикриз ЦРБ')
  expect(titleOfFileName('IMG_1.2.HEIC')).toBe('IMG 1.2')
})
